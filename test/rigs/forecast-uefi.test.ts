import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { efiProgramFor } from '../engine/author/boot/efi-program.ts';
import { putFile } from '../engine/author/boot/trees.ts';
import { author, bytesOf, temporaryFolder } from '../engine/author/making.ts';
import { has, type Need, testWith } from '../fakes/rigs.ts';
import { disc } from './firmware/discs.ts';
import { gptDisk, mbrDisk } from './firmware/disks.ts';
import { uefi } from './firmware/machines.ts';
import { efiProgram } from './firmware/programs.ts';
import { agrees, forecastOf, mediumOf, type Trial } from './firmware/trial.ts';
import { efiVolume } from './firmware/volumes.ts';

// What is said of a medium is what OVMF does with it. One machine tries them all: each program writes its name and gives up.

const needs: Need[] = ['tool:qemu-system-x86_64', 'tool:sgdisk'];
const test = testWith(...needs);
const room = temporaryFolder();

type Says = Trial['says'];
const trials: Trial[] = [];
let started: readonly string[] = [];

/** The program in the volume carries the trial's name. */
function cd(name: string, says: Says, bytes: (volume: Buffer) => Uint8Array): void {
  trials.push({ name, as: 'cd', says, bytes: bytes(volumeFor(name)) });
}

function stick(name: string, says: Says, bytes: (volume: Buffer) => Uint8Array): void {
  trials.push({ name, as: 'usb', says, bytes: bytes(volumeFor(name)) });
}

const volumeFor = (name: string) => efiVolume(efiProgram(name), 'BOOTX64.EFI', 100_000);
const gpt = (name: string, volume: Buffer, type?: string) => gptDisk(join(room, `${name}.gpt`), volume, type);
const START = 2048;

function harmed(bytes: Buffer, harm: (bytes: Buffer) => void): Buffer {
  harm(bytes);
  return bytes;
}

/** A disc with UDF and a loader in its tree, and with no boot record. */
async function udfDisc(name: string): Promise<Buffer> {
  const folder = join(room, `${name}-tree`);
  mkdirSync(folder);
  putFile(folder, 'EFI/BOOT/BOOTX64.EFI', efiProgram(name));
  const image = await author(folder, { udf: true, boot: 'none' });
  const bytes = Buffer.from(await bytesOf(image));
  await image.close();
  return bytes;
}

/** The same on a stick, with an EFI system partition behind it in an MBR. */
function udfWithPartition(udf: Buffer, volume: Buffer): Buffer {
  const startBlock = Math.ceil(udf.length / 512);
  const disk = mbrDisk({ partitions: [{ startBlock, content: volume }] });
  disk.set(udf.subarray(512), 512);
  return disk;
}

function discs(): void {
  cd('entry', [true, 'image-has'], (image) => disc([{ image, platform: 0xef }]));
  cd('entry-platform-0', [true, 'image-has'], (image) => disc([{ image }]));
  cd('entry-second', [true, 'image-has'], (image) =>
    disc([{ image: Buffer.alloc(2048, 0x90) }, { image, platform: 0xef }]),
  );
  cd('no-entry', [false, 'no-uefi-entry'], () => disc([]));
  cd('entry-not-bootable', [false, 'no-uefi-entry'], (image) =>
    disc([{ image, platform: 0xef, bootable: false }]),
  );
  cd('wrong-checksum', [false, 'catalogue-damaged'], (image) =>
    disc([{ image, platform: 0xef }], { checksum: 1 }),
  );
  cd('no-key', [false, 'catalogue-damaged'], (image) => disc([{ image, platform: 0xef }], { key: 0 }));
  cd('no-header', [false, 'catalogue-damaged'], (image) => disc([{ image, platform: 0xef }], { header: 0 }));
  cd('other-name', [false, 'image-lacks'], () =>
    disc([{ image: efiVolume(efiProgram('other-name'), 'GRUBX64.EFI'), platform: 0xef }]),
  );
  cd('no-fat', [false, 'image-lacks'], () => disc([{ image: Buffer.alloc(9000, 7), platform: 0xef }]));
  cd('loads-4', [false, 'image-lacks'], (image) => disc([{ image, platform: 0xef, sectors: 4 }]));
  cd('loads-a-quarter', [true, 'image-has'], (image) =>
    disc([{ image, platform: 0xef, sectors: Math.ceil(image.length / 2048) }]),
  );
  cd('loads-0', [true, 'image-has'], (image) => disc([{ image, platform: 0xef, sectors: 0 }]));
  cd('loads-1', [true, 'image-has'], (image) => disc([{ image, platform: 0xef, sectors: 1 }]));
  cd('behind-the-end', [false, 'image-lacks'], (image) => disc([{ image, platform: 0xef, saysLba: 9000 }]));
  cd('just-behind-the-volume', [false, 'image-lacks'], (image) =>
    disc([{ image, platform: 0xef, sectors: 1 }], { volumeSectors: 24 }),
  );
  cd('far-behind-the-volume', [true, 'image-has'], (image) =>
    disc([{ image, platform: 0xef, sectors: 1 }], { volumeSectors: 23 }),
  );
  cd('volume-too-long', [true, 'image-has'], (image) =>
    disc([{ image, platform: 0xef, sectors: 1 }], { volumeSectors: 90_000 }),
  );
  cd('half-in-the-volume', [false, 'image-lacks'], (image) =>
    disc([{ image, platform: 0xef, sectors: 1 }], { volumeSectors: 34 }),
  );
  cd('record-in-18', [true, 'image-has'], (image) => disc([{ image, platform: 0xef }], { recordLba: 18 }));
  cd('as-floppy', [true, 'image-has'], (image) => disc([{ image, platform: 0xef, media: 2 }]));
  cd('other-processor', [false, 'loader-refused'], () =>
    disc([{ image: efiVolume(efiProgramFor('uefi-aa64')), platform: 0xef }]),
  );
  cd('no-program', [false, 'loader-refused'], () =>
    disc([{ image: efiVolume(Buffer.from('MZ, and nothing of it')), platform: 0xef }]),
  );
}

function sticks(): void {
  stick('gpt', [true, 'partition-has'], (volume) => gpt('gpt', volume));
  stick('gpt-of-linux', [true, 'partition-has'], (volume) => gpt('gpt-of-linux', volume, '8300'));
  stick('gpt-lacks', [false, 'no-partition-has'], () =>
    gpt('gpt-lacks', efiVolume(efiProgram('gpt-lacks'), 'GRUBX64.EFI')),
  );
  stick('gpt-other-processor', [false, 'loader-refused'], () =>
    gpt('gpt-other-processor', efiVolume(efiProgramFor('uefi-ia32'))),
  );
  stick('gpt-first-damaged', ['unknown', 'table-damaged'], (volume) =>
    harmed(gpt('gpt-first-damaged', volume), (disk) => disk.fill(1, 512 + 56, 512 + 60)),
  );
  stick('gpt-both-damaged', [false, 'table-damaged'], (volume) =>
    harmed(gpt('gpt-both-damaged', volume), (disk) => {
      disk.fill(1, 512 + 56, 512 + 60);
      disk.fill(1, disk.length - 512 + 56, disk.length - 512 + 60);
    }),
  );
  stick('gpt-not-protected', [false, 'no-partition-has'], (volume) =>
    harmed(gpt('gpt-not-protected', volume), (disk) => disk.fill(0, 446, 462)),
  );
  stick('gpt-protector-active', [true, 'partition-has'], (volume) =>
    harmed(gpt('gpt-protector-active', volume), (disk) => disk.fill(0x80, 446, 447)),
  );
  stick('gpt-protector-elsewhere', [false, 'no-partition-has'], (volume) =>
    harmed(gpt('gpt-protector-elsewhere', volume), (disk) => disk.writeUInt32LE(2, 454)),
  );
  stick('mbr', [true, 'partition-has'], (content) =>
    mbrDisk({ partitions: [{ startBlock: START, content }] }),
  );
  stick('mbr-of-fat32', [true, 'partition-has'], (content) =>
    mbrDisk({ partitions: [{ startBlock: START, content, type: 0x0c }] }),
  );
  stick('mbr-no-signature', [false, 'no-partition-has'], (content) =>
    mbrDisk({ partitions: [{ startBlock: START, content }], signature: 0 }),
  );
  // On a drive that is longer than the image, as most are.
  stick('mbr-longer-drive', [true, 'partition-has'], (content) =>
    mbrDisk({
      partitions: [
        { startBlock: START, content },
        { startBlock: 9000, blocks: 100, type: 0x83 },
      ],
    }),
  );
  stick('gpt-longer-drive', [true, 'partition-has'], (volume) => gpt('gpt-longer-drive', volume));
  stick('mbr-overlapping', [false, 'partitions-overlap'], (content) =>
    mbrDisk({
      partitions: [
        { startBlock: 0, blocks: 2300, type: 0x17 },
        { startBlock: START, content },
      ],
    }),
  );
  stick('mbr-overlapping-empty-type', [true, 'partition-has'], (content) =>
    mbrDisk({
      partitions: [
        { startBlock: 0, blocks: 2300, type: 0 },
        { startBlock: START, content },
      ],
    }),
  );
  stick('no-table', [true, 'partition-has'], (volume) => volume);
  stick('cut', [false, 'no-partition-has'], (content) =>
    mbrDisk({ partitions: [{ startBlock: START, content }] }).subarray(0, START * 512 + 60_000),
  );
  stick('catalogue-on-a-stick', ['unknown', 'only-catalogue'], (image) => disc([{ image, platform: 0xef }]));
}

beforeAll(async () => {
  if (!needs.every(has)) return;
  discs();
  sticks();
  const udf = await udfDisc('udf');
  trials.push({ name: 'udf', as: 'cd', says: ['unknown', 'only-udf'], bytes: udf });
  const onStick = await udfDisc('udf-on-a-stick');
  trials.push({ name: 'udf-on-a-stick', as: 'usb', says: ['unknown', 'only-udf'], bytes: onStick });
  const both = await udfDisc('udf-loader');
  stick('udf-and-mbr', [true, 'partition-has'], (volume) => udfWithPartition(both, volume));
  const halves = [trials.filter(({ as }) => as === 'cd'), trials.filter(({ as }) => as === 'usb')];
  started = halves.flatMap((half) => uefi(half.map((trial) => mediumOf(trial, room))));
});

test('OVMF starts what is said to boot, and nothing of what is said not to', async () => {
  const seen = await Promise.all(
    trials.map(async (trial) => {
      const [boots, reason] = await forecastOf(trial, 'uefi-x64');
      const ok = agrees(boots, started.includes(trial.name));
      return `${trial.name}: ${boots} ${reason}${ok ? '' : `, and OVMF ${boots ? 'does not' : 'does'}`}`;
    }),
  );
  expect(seen).toEqual(trials.map(({ name, says: [boots, reason] }) => `${name}: ${boots} ${reason}`));
});
