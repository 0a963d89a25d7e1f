import { describe, expect, test } from 'vitest';
import { annotatedHexdump } from '../../../../src/engine/bytes/codec/hexdump.ts';
import {
  DATE_NOT_SET,
  recordDateOf,
  volumeDateOf,
} from '../../../../src/engine/bytes/formats/iso9660/dates.ts';
import { recordOf } from '../../../../src/engine/bytes/formats/iso9660/directory-record.ts';
import {
  type PrimaryVolume,
  primaryVolume,
  supplementaryVolume,
  terminator,
} from '../../../../src/engine/bytes/formats/iso9660/volume-descriptor.ts';
import { JOLIET_ESCAPE } from '../../../../src/engine/bytes/formats/joliet/volume.ts';

const madeAt = 1_735_787_045;
const values: PrimaryVolume = {
  systemId: '',
  volumeId: 'Debian 12.9 amd64',
  volumeBlocks: 0x01020304,
  volumeSetSize: 1,
  volumeSequence: 1,
  blockBytes: 2048,
  pathTableBytes: 0x11121314,
  lPathTableLba: 0x21222324,
  optionalLPathTableLba: 0,
  mPathTableLba: 0x31323334,
  optionalMPathTableLba: 0,
  rootRecord: recordOf({
    recordBytes: 34,
    extentLba: 0x41424344,
    dataBytes: 2048,
    recordedAt: recordDateOf(madeAt),
    flags: 2,
    identifierBytes: 1,
  }),
  volumeSetId: '',
  publisherId: 'A PUBLISHER',
  preparerId: '',
  applicationId: 'ISOWRIGHT',
  copyrightFile: '',
  abstractFile: '',
  bibliographicFile: '',
  createdAt: volumeDateOf(madeAt),
  modifiedAt: volumeDateOf(madeAt),
  expiresAt: DATE_NOT_SET,
  effectiveAt: DATE_NOT_SET,
  applicationUse: new Uint8Array(512),
};
const joliet = { ...values, volumeId: 'Größe 日本', flags: 0, escapeSequences: JOLIET_ESCAPE };

test.each([
  ['primary-volume', () => annotatedHexdump(primaryVolume, primaryVolume.encode(values))],
  ['supplementary-volume', () => annotatedHexdump(supplementaryVolume, supplementaryVolume.encode(joliet))],
  ['terminator', () => annotatedHexdump(terminator, terminator.encode({}))],
])('%s has the bytes of its picture', async (name, picture) => {
  await expect(picture()).toMatchFileSnapshot(`../../../../snapshots/formats/${name}.txt`);
});

test('descriptors read back as they were written', () => {
  expect(primaryVolume.decode(primaryVolume.encode(values))).toEqual(values);
  expect(supplementaryVolume.decode(supplementaryVolume.encode(joliet))).toEqual(joliet);
});

// Offsets typed by hand from the standard, so that a wrong field list cannot prove itself.
describe('fields stand where ECMA-119 §8.4 puts them', () => {
  const bytes = primaryVolume.encode(values);
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

  test.each([
    [0, [1]],
    [6, [1]],
    [80, [4, 3, 2, 1, 1, 2, 3, 4]],
    [120, [1, 0, 0, 1]],
    [124, [1, 0, 0, 1]],
    [128, [0, 8, 8, 0]],
    [132, [0x14, 0x13, 0x12, 0x11, 0x11, 0x12, 0x13, 0x14]],
    [140, [0x24, 0x23, 0x22, 0x21]],
    [148, [0x31, 0x32, 0x33, 0x34]],
    [156, [34, 0, 0x44, 0x43, 0x42, 0x41, 0x41, 0x42, 0x43, 0x44]],
    [174, [125, 1, 2, 3, 4, 5, 0]],
    [188, [1, 0]],
    [881, [1, 0]],
  ])('byte %i', (at, expected) => {
    expect([...bytes.subarray(at, at + expected.length)]).toEqual(expected);
  });

  test('texts and dates', () => {
    expect(text(1, 6)).toBe('CD001');
    expect(text(40, 72)).toBe('Debian 12.9 amd64'.padEnd(32));
    expect(text(318, 446)).toBe('A PUBLISHER'.padEnd(128));
    expect(text(574, 702)).toBe('ISOWRIGHT'.padEnd(128));
    expect(text(813, 830)).toBe('2025010203040500\0');
    expect(text(830, 847)).toBe('2025010203040500\0');
    expect(text(847, 864)).toBe('0000000000000000\0');
  });

  test('the escape sequence of Joliet level 3 at byte 88', () => {
    expect([...supplementaryVolume.encode(joliet).subarray(88, 92)]).toEqual([0x25, 0x2f, 0x45, 0]);
  });
});
