import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Forecast } from '../../../../src/engine/contract/events/inspection.ts';
import { inspectImage } from '../../../../src/engine/read/inspect/inspect.ts';
import {
  efiImage,
  fakeGrubImage,
  fakeIsolinux,
  floppyImage,
  putFile,
  putFiles,
  windowsTree,
} from '../../author/boot/trees.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';

const room = temporaryFolder();

async function made(name: string, build: (folder: string) => void, options = {}): Promise<Uint8Array> {
  const folder = join(room, name);
  mkdirSync(folder);
  build(folder);
  const image = await author(folder, options);
  const bytes = await bytesOf(image);
  await image.close();
  return bytes;
}

const inspect = (bytes: Uint8Array) =>
  inspectImage({
    sizeBytes: bytes.length,
    read: async (at, into) => into.set(bytes.subarray(at, at + into.length)),
  });

const answers = (forecast: readonly Forecast[]) =>
  forecast.map(({ firmware, medium, boots }) => `${firmware} ${medium} ${boots}`).join(', ');

function flip(bytes: Uint8Array, atByte: number): void {
  bytes[atByte] = bytes[atByte]! ^ 1;
}

/** With boot code in the folder, so that the answer is the same on every machine. */
function live(folder: string): void {
  putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
  putFile(folder, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
  putFile(folder, 'boot/grub/efi.img', efiImage());
}

let hybrid: Uint8Array;
beforeAll(async () => {
  hybrid = await made('hybrid', live);
});

describe('the forecast of images we make', () => {
  test('a hybrid image starts everywhere', async () => {
    const found = await inspect(hybrid);
    expect(answers(found.forecast)).toBe('bios cd true, bios usb true, uefi-x64 cd true, uefi-x64 usb true');
    expect(found.notes).toEqual([]);
    expect(found.kind).toBe('iso9660');
    expect(found.boot.mbr?.code).toBe('isolinux');
    expect(found.boot.gpt).toMatchObject({ primaryValid: true, backupValid: true });
    expect(found.volumes.map(({ standard, label }) => `${standard} ${label}`)).toEqual([
      'iso9660 hybrid',
      'joliet hybrid',
      'rock-ridge hybrid',
      'fat EFI',
    ]);
  });

  test.each([
    [
      'plain data',
      (at: string) => putFiles(at, 'a'),
      'bios cd false, bios usb false, uefi-x64 cd false, uefi-x64 usb false',
    ],
    ['Windows', windowsTree, 'bios cd true, bios usb false, uefi-x64 cd true, uefi-x64 usb unknown'],
    [
      'a floppy image',
      (at: string) => putFile(at, 'boot/f.img', floppyImage()),
      'bios cd true, bios usb false, uefi-x64 cd false, uefi-x64 usb false',
    ],
    [
      'UEFI of ARM',
      (at: string) => putFiles(at, 'EFI/BOOT/BOOTAA64.EFI'),
      'bios cd false, bios usb false, uefi-x64 cd false, uefi-x64 usb false, uefi-aa64 cd true, uefi-aa64 usb true',
    ],
  ])('%s', async (name, build, expected) => {
    expect(answers((await inspect(await made(name, build))).forecast)).toBe(expected);
  });
});

describe('damage changes the forecast', () => {
  const damaged = async (harm: (bytes: Uint8Array, catalogueByte: number) => void) => {
    const bytes = hybrid.slice();
    harm(bytes, new DataView(bytes.buffer).getUint32(17 * 2048 + 71, true) * 2048);
    const { forecast, notes } = await inspect(bytes);
    return { answers: answers(forecast), notes: notes.map(({ code }) => code) };
  };

  test('a wrong checksum of the catalogue: UEFI refuses the CD', async () => {
    expect(await damaged((bytes, catalogue) => flip(bytes, catalogue + 28))).toEqual({
      answers: 'bios cd true, bios usb true, uefi-x64 cd false, uefi-x64 usb true',
      notes: ['catalogue-checksum'],
    });
  });

  test('a loader that changed after it was told its checksum', async () => {
    const { boot } = await inspect(hybrid);
    const place = boot.elTorito[0]!.lba * 2048;
    expect((await damaged((bytes) => flip(bytes, place + 5000))).answers).toMatch(/^bios cd false/);
  });

  test('the first copy of the GPT', async () => {
    expect(await damaged((bytes) => flip(bytes, 512 + 60))).toEqual({
      answers: 'bios cd true, bios usb true, uefi-x64 cd true, uefi-x64 usb unknown',
      notes: ['gpt-primary'],
    });
  });

  test('a cut: the second copy is gone, and the volume is longer than the image', async () => {
    const { notes } = await inspect(hybrid.slice(0, -4096));
    expect(notes.map(({ code }) => code)).toEqual(['source-truncated', 'gpt-backup']);
  });

  test('an image copied to a larger stick: its second GPT is not at the end', async () => {
    const stick = new Uint8Array(hybrid.length + (1 << 20));
    stick.set(hybrid);
    const { notes, forecast } = await inspect(stick);
    expect(notes.map(({ code }) => code)).toEqual(['gpt-not-at-end']);
    expect(answers(forecast)).toContain('uefi-x64 usb true');
  });

  test('no boot code', async () => {
    expect((await damaged((bytes) => bytes.fill(0, 0, 440))).answers).toContain('bios usb false');
  });
});

describe('hostile and other bytes are answered, in bounded time', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['a sector of ones', new Uint8Array(512).fill(0xff)],
    ['all ones', new Uint8Array(1 << 20).fill(0xff)],
    ['a text', Buffer.from('hello'.repeat(10_000))],
  ])('%s', async (_name, bytes) => {
    const { kind, forecast } = await inspect(bytes);
    expect(kind).toBe('unknown');
    expect(forecast.every(({ boots }) => boots === false)).toBe(true);
  });

  test('a catalogue, a partition and a FAT that point behind the end', async () => {
    const bytes = hybrid.slice();
    new DataView(bytes.buffer).setUint32(17 * 2048 + 71, 0xfffffff0, true);
    expect((await inspect(bytes)).notes.map(({ code }) => code)).toEqual([
      'source-truncated',
      'catalogue-missing',
    ]);
  });

  test('random damage never throws', async () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return seed % below;
    };
    for (let i = 0; i < 150; i++) {
      const bytes = hybrid.slice();
      for (let n = 0; n < 40; n++) bytes[next(n % 2 ? 64 * 2048 : bytes.length)] = next(256);
      await inspect(bytes);
    }
  });
});

test('a FAT file system by itself', async () => {
  const { kind, volumes, forecast } = await inspect(efiImage());
  expect([kind, volumes]).toEqual(['fat', [{ standard: 'fat', label: 'EFI' }]]);
  expect(answers(forecast)).toBe('bios cd false, bios usb false, uefi-x64 cd false, uefi-x64 usb true');
});

test('GRUB is known by its message, and by where the first sector jumps', async () => {
  const bytes = await made('grub', (at) => {
    putFile(at, 'boot/grub/i386-pc/eltorito.img', fakeGrubImage());
    putFile(at, 'boot/grub/i386-pc/boot_hybrid.img', new Uint8Array(512).fill(0x90));
  });
  const { boot, forecast } = await inspect(bytes);
  expect([boot.elTorito[0]?.loader, boot.mbr?.code, boot.gpt]).toEqual(['grub', 'grub', null]);
  expect(answers(forecast)).toBe('bios cd true, bios usb true, uefi-x64 cd false, uefi-x64 usb false');
});

describe('the forecast looks at what firmware looks at', () => {
  test('a hybrid whose EFI partition is cut does not start from it', async () => {
    const { boot, forecast, notes } = await inspect(hybrid);
    expect(notes).toEqual([]);
    const esp = boot.gpt!.partitions.find(({ type }) => /C12A7328/i.test(type))!;
    const cut = await inspect(hybrid.slice(0, (esp.startBlock + 64) * 512));
    const usb = (all: readonly Forecast[]) =>
      all.find(({ firmware, medium }) => firmware === 'uefi-x64' && medium === 'usb')!.boots;
    expect([usb(forecast), usb(cut.forecast)]).toEqual([true, false]);
  });

  test('an EFI image under platform 0 starts', async () => {
    const bytes = hybrid.slice();
    const catalogue = new DataView(bytes.buffer).getUint32(17 * 2048 + 71, true) * 2048;
    const header = [2, 3, 4].map((i) => catalogue + 32 * i).find((at) => bytes[at + 1] === 0xef)!;
    bytes[header + 1] = 0;
    const { forecast, boot } = await inspect(bytes);
    expect(boot.elTorito.map(({ platform }) => platform)).toEqual(['bios', 'bios']);
    expect(forecast.find(({ firmware, medium }) => firmware === 'uefi-x64' && medium === 'cd')!.boots).toBe(
      true,
    );
  });

  test('a boot entry behind the end does not start', async () => {
    const bytes = hybrid.slice();
    const view = new DataView(bytes.buffer);
    view.setUint32(view.getUint32(17 * 2048 + 71, true) * 2048 + 40, 0xfffff0, true);
    const { forecast } = await inspect(bytes);
    expect(forecast.find(({ firmware, medium }) => firmware === 'bios' && medium === 'cd')).toMatchObject({
      boots: false,
      because: { reason: 'entry-behind' },
    });
  });
});
