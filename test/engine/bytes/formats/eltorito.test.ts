import { describe, expect, test } from 'vitest';
import { bootInfoChecksum } from '../../../../src/engine/bytes/formats/eltorito/boot-info.ts';
import {
  type BootEntry,
  catalogueBytes,
  statedSectors,
} from '../../../../src/engine/bytes/formats/eltorito/catalogue.ts';
import { readCatalogue } from '../../../../src/engine/bytes/formats/eltorito/read-catalogue.ts';

const entry = (platform: number, imageLba: number, more: Partial<BootEntry> = {}): BootEntry => ({
  platform,
  bootable: true,
  emulation: 'none',
  loadSegment: 0,
  systemType: 0,
  loadSectors: 4,
  imageLba,
  ...more,
});

test('a catalogue with a BIOS and a UEFI entry is the bytes of the standard', () => {
  const bytes = catalogueBytes([entry(0, 0x21), entry(0xef, 0x1234, { loadSectors: 0x0b40 })]);
  const hex = Buffer.from(bytes).toString('hex');
  // Validation entry: header 1, BIOS, checksum 0x55AA, key; written by hand from figures 2 to 5.
  expect(hex.slice(0, 64)).toBe(`01000000${'00'.repeat(24)}aa5555aa`);
  expect(hex.slice(64, 128)).toBe(`8800000000000400${'21000000'}${'00'.repeat(20)}`);
  expect(hex.slice(128, 192)).toBe(`91ef0100${'00'.repeat(28)}`);
  expect(hex.slice(192, 256)).toBe(`880000000000400b${'34120000'}${'00'.repeat(20)}`);
});

test('the words of the validation entry add up to nothing, for UEFI alone too', () => {
  for (const platform of [0, 0xef]) {
    const view = new DataView(catalogueBytes([entry(platform, 50)]).buffer);
    let sum = 0;
    for (let at = 0; at < 32; at += 2) sum += view.getUint16(at, true);
    expect(sum % 0x10000).toBe(0);
  }
});

test('many entries: those of one platform share a section, the last section says so', () => {
  const entries = [entry(0, 1), entry(0, 2), entry(0, 3), entry(0xef, 4), entry(0xef, 5), entry(0, 6)];
  const bytes = catalogueBytes(entries);
  const heads = [2, 5, 8].map((place) => [...bytes.subarray(place * 32, place * 32 + 4)]);
  expect(heads).toEqual([
    [0x90, 0, 2, 0],
    [0x90, 0xef, 2, 0],
    [0x91, 0, 1, 0],
  ]);
  expect(readCatalogue(padded(bytes))).toEqual({ entries, notes: [] });
});

describe('what breaks the standard is noted, and read as well as it can be', () => {
  const bytes = () => padded(catalogueBytes([entry(0, 1), entry(0xef, 2)]));

  test('a wrong checksum', () => {
    const wrong = bytes();
    wrong[28] = wrong[28]! ^ 1;
    expect(readCatalogue(wrong).notes).toEqual([{ code: 'catalogue-checksum', atByte: 28 }]);
  });

  test('an entry without a section header', () => {
    const bare = bytes();
    bare.copyWithin(64, 96, 128);
    bare.fill(0, 96, 128);
    const { entries, notes } = readCatalogue(bare);
    expect(entries.map(({ imageLba }) => imageLba)).toEqual([1, 2]);
    expect(notes).toEqual([{ code: 'catalogue-no-header', atByte: 64 }]);
  });

  test('a section that says more entries than there are', () => {
    const cut = bytes();
    cut[66] = 200;
    cut.fill(0xff, 128);
    expect(readCatalogue(cut).notes.map(({ code }) => code)).toEqual(['catalogue-unknown-entry']);
  });
});

test('an EFI image over 32 MiB is said to go to the end of the medium', () => {
  expect([1, 512, 513, 0xffff * 512, 0xffff * 512 + 1].map(statedSectors)).toEqual([1, 1, 2, 0xffff, 0]);
});

test('the checksum of a loader counts its words from byte 64, the last one filled with zeros', () => {
  const image = new Uint8Array(64 + 6).fill(0xff, 0, 64);
  image.set([1, 0, 0, 0x80, 2, 1], 64);
  expect(bootInfoChecksum(image)).toBe(0x80000001 + 0x0102);
  image.set([0xff, 0xff, 0xff, 0xff], 64);
  expect(bootInfoChecksum(image)).toBe(0x0101);
});

function padded(bytes: Uint8Array): Uint8Array {
  const sector = new Uint8Array(2048);
  sector.set(bytes);
  return sector;
}
