import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../../../src/engine/contract/events/inspection.ts';
import { inspectImage } from '../../../../src/engine/read/inspect/inspect.ts';
import { disc } from '../../../rigs/firmware/discs.ts';
import { mbrDisk } from '../../../rigs/firmware/disks.ts';
import { biosProgram } from '../../../rigs/firmware/programs.ts';
import { efiVolume } from '../../../rigs/firmware/volumes.ts';
import { efiProgramFor } from '../../author/boot/efi-program.ts';
import { putFile } from '../../author/boot/trees.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';
import { gptImage } from './gpt-image.ts';

// Each rule of the forecast by itself; that firmware does so is shown in test/rigs/forecast-*.test.ts.

const room = temporaryFolder();

async function say(bytes: Uint8Array, firmware: string, medium: Forecast['medium']) {
  const { forecast } = await inspectImage({
    sizeBytes: bytes.length,
    read: async (at, into) => into.set(bytes.subarray(at, at + into.length)),
  });
  const found = forecast.find((one) => one.firmware === firmware && one.medium === medium);
  return [found?.boots, found?.because?.reason];
}

const program = Buffer.concat([Buffer.from('CDBOOT'), Buffer.alloc(2042, 0x90)]);
const large = Buffer.concat([program, Buffer.alloc(1 << 20, 0x90)]);
const x64 = efiProgramFor('uefi-x64');
const efi = efiVolume(x64);

describe('a BIOS and a disc', () => {
  test.each([
    ['its record in sector 18', disc([{ image: program }], { recordLba: 18 }), [false, 'record-not-seen']],
    [
      'a catalogue without header',
      disc([{ image: program }], { header: 0 }),
      [false, 'catalogue-without-header'],
    ],
    ['a catalogue without key', disc([{ image: program }], { key: 0 }), [false, 'catalogue-without-key']],
    ['an entry that loads nothing', disc([{ image: program, sectors: 0 }]), [false, 'loads-nothing']],
    ['an entry that fills its memory', disc([{ image: large, sectors: 1200 }]), [true, 'entry-names']],
    ['an entry larger than memory', disc([{ image: large, sectors: 1400 }]), ['unknown', 'loads-too-much']],
    ['an entry that overwrites the BIOS', disc([{ image: large }]), [false, 'loads-too-much']],
    ['a wrong checksum alone', disc([{ image: program }], { checksum: 1 }), [true, 'entry-names']],
  ])('with %s', async (_name, bytes, says) => {
    expect(await say(bytes, 'bios', 'cd')).toEqual(says);
  });
});

/** The beginning of the usual boot code, by what it says when it finds nothing to start. */
const starter = Buffer.concat([Buffer.alloc(200, 0x90), Buffer.from('Missing operating system')]);

function fatWith(code: string): Buffer {
  const volume = Buffer.from(efi);
  volume.fill(0, 62, 500).write(code, 62, 'latin1');
  return volume;
}

describe('a BIOS and a stick', () => {
  const partition = { startBlock: 64, content: biosProgram('x'), type: 6 };
  test.each([
    [
      'code for an active partition, and none is',
      mbrDisk({ code: starter, partitions: [partition] }),
      [false, 'no-active-partition'],
    ],
    [
      'code for an active partition, and two are',
      mbrDisk({
        code: starter,
        partitions: [
          { ...partition, active: true },
          { ...partition, startBlock: 99, active: true },
        ],
      }),
      [false, 'no-active-partition'],
    ],
    [
      'an active partition of zeros',
      mbrDisk({ code: starter, partitions: [{ ...partition, active: true, content: new Uint8Array(512) }] }),
      [false, 'active-partition-blank'],
    ],
    [
      'an active partition with a program',
      mbrDisk({ code: starter, partitions: [{ ...partition, active: true }] }),
      ['unknown', 'starts-partition'],
    ],
    [
      'a FAT volume that only says what it is not',
      fatWith('This is not a bootable disk.'),
      [false, 'says-not-bootable'],
    ],
    ['a FAT volume that passes on', efi, [false, 'says-not-bootable']],
    ['a FAT volume with a program', fatWith('\xfa\xfc a program'), ['unknown', 'unknown-boot-code']],
  ])('with %s', async (_name, bytes, says) => {
    expect(await say(bytes, 'bios', 'usb')).toEqual(says);
  });
});

describe('UEFI and a loader that is none', () => {
  const arm = efiVolume(efiProgramFor('uefi-aa64'));
  const text = efiVolume(Buffer.from('MZ, and nothing of it'));
  test.each([
    ['for another processor, on a disc', disc([{ image: arm, platform: 0xef }]), 'cd'],
    ['for another processor, under platform 0', disc([{ image: arm }]), 'cd'],
    ['no program, on a disc', disc([{ image: text, platform: 0xef }]), 'cd'],
    ['for another processor, on a stick', mbrDisk({ partitions: [{ startBlock: 64, content: arm }] }), 'usb'],
    ['no program, on a stick', mbrDisk({ partitions: [{ startBlock: 64, content: text }] }), 'usb'],
  ] as const)('%s', async (_name, bytes, medium) => {
    expect(await say(bytes, 'uefi-x64', medium)).toEqual([false, 'loader-refused']);
  });

  test('a second volume with the right one starts', async () => {
    const partitions = [
      { startBlock: 64, content: arm },
      { startBlock: 64 + arm.length / 512, content: efi },
    ];
    expect(await say(mbrDisk({ partitions }), 'uefi-x64', 'usb')).toEqual([true, 'partition-has']);
  });
});

/** Its partition begins in block 256 of 4096 bytes. */
function largeMbr(content: Uint8Array): Buffer {
  const disk = mbrDisk({ partitions: [{ startBlock: 256, blocks: 500 }], sizeBytes: 4 << 20 });
  disk.set(content, 256 * 4096);
  return disk;
}

describe('UEFI and the table of a stick', () => {
  const content = efi;
  test.each([
    [
      'overlapping partitions',
      mbrDisk({
        partitions: [
          { startBlock: 0, blocks: 90, type: 0x17 },
          { startBlock: 64, content },
        ],
      }),
      [false, 'partitions-overlap'],
    ],
    [
      'an entry of type 0 over it',
      mbrDisk({
        partitions: [
          { startBlock: 0, blocks: 90, type: 0 },
          { startBlock: 64, content },
        ],
      }),
      [true, 'partition-has'],
    ],
    ['an MBR that counts in 4096 bytes', largeMbr(content), ['unknown', 'large-sectors-have']],
    ['a GPT', gptImage(content), [true, 'partition-has']],
    ['a GPT whose protector is active', gptImage(content, { active: true }), [true, 'partition-has']],
    [
      'a GPT whose protector begins elsewhere',
      gptImage(content, { startBlock: 2 }),
      [false, 'no-partition-has'],
    ],
    ['a GPT whose first copy is damaged', gptImage(content, { damaged: 1 }), ['unknown', 'table-damaged']],
    ['a GPT of which both copies are damaged', gptImage(content, { damaged: 2 }), [false, 'table-damaged']],
  ] as const)('with %s', async (_name, bytes, says) => {
    expect(await say(bytes, 'uefi-x64', 'usb')).toEqual(says);
  });
});

describe('UEFI and what a boot entry shows of its image', () => {
  const image = efiVolume(x64, 'BOOTX64.EFI', 100_000);
  const entry = { image, platform: 0xef } as const;
  const says = (boots: boolean) => [boots, boots ? 'image-has' : 'image-lacks'];
  test.each([
    ['4 sectors', { sectors: 4 }, {}, false],
    ['as many sectors of a disc as it has', { sectors: Math.ceil(image.length / 2048) }, {}, true],
    ['all, of a volume that ends in it', { sectors: 1 }, { volumeSectors: 34 }, false],
    ['all, of a volume that ends before it', { sectors: 0 }, { volumeSectors: 24 }, false],
    ['all, of a volume that ended long before', { sectors: 0 }, { volumeSectors: 23 }, true],
    ['all, of a volume that is said to be longer', { sectors: 1 }, { volumeSectors: 90_000 }, true],
  ] as const)('%s', async (_name, more, options, boots) => {
    expect(await say(disc([{ ...entry, ...more }], options), 'uefi-x64', 'cd')).toEqual(says(boots));
  });
});

test.each([
  ['EFI/BOOT/BOOTX64.EFI', undefined, ['unknown', 'only-udf']],
  ['efi/boot/bootx64.efi', undefined, [false, 'no-uefi-entry']],
  ['EFI/BOOT/BOOTX64.EFI', 'no program', [false, 'no-uefi-entry']],
])('a loader in the tree of a UDF volume, %s (%s)', async (path, content, says) => {
  const folder = mkdtempSync(join(room, 'udf-'));
  putFile(folder, path, content);
  const image = await author(folder, { udf: true, boot: 'none' });
  const bytes = await bytesOf(image);
  await image.close();
  expect(await say(bytes, 'uefi-x64', 'cd')).toEqual(says);
  expect((await say(bytes, 'uefi-x64', 'usb'))[0]).toBe(says[0]);
});
