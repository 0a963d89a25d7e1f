import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { type DiscOptions, disc } from './firmware/discs.ts';
import { mbrDisk, type Partition } from './firmware/disks.ts';
import { bios } from './firmware/machines.ts';
import { biosProgram, efiProgram } from './firmware/programs.ts';
import { agrees, forecastOf, mediumOf, type Trial } from './firmware/trial.ts';
import { efiVolume } from './firmware/volumes.ts';

// What is said of a medium is what SeaBIOS does with it; a second disk in the machine says when it went on.

const test = testWith('tool:qemu-system-x86_64', 'tool:mkfs.vfat');
const room = temporaryFolder();
/** Programs that nobody wrote run into nothing, and no one says when. */
const HANG_MS = 3000;

type Says = Trial['says'];
type Case = readonly [name: string, says: Says, bytes: (program: Buffer) => Uint8Array, ends?: 'hangs'];

/** A loader that is known by its words; ours is none of those that want to be told where they lie. */
const known = (program: Buffer): Buffer => {
  program.write('CDBOOT', 400, 'latin1');
  return program;
};
const blank = Buffer.alloc(2048);
const floppy = (program: Buffer) => Buffer.concat([program, Buffer.alloc(1440 * 1024 - 512)]);
const long = (program: Buffer) => Buffer.concat([program, Buffer.alloc(3 << 20, 0x90)]);
const alone = (options: DiscOptions) => (image: Buffer) => disc([{ image: known(image) }], options);

const discs: readonly Case[] = [
  ['known', [true, 'entry-names'], (image) => disc([{ image: known(image) }])],
  ['unknown', ['unknown', 'unknown-program'], (image) => disc([{ image }])],
  ['no-record', [false, 'no-bios-entry'], () => disc([])],
  ['record-in-18', [false, 'record-not-seen'], alone({ recordLba: 18 })],
  ['no-key', [false, 'catalogue-without-key'], alone({ key: 0 })],
  ['no-header', [false, 'catalogue-without-header'], alone({ header: 0 })],
  ['wrong-checksum', [true, 'entry-names'], alone({ checksum: 1 })],
  [
    'second',
    [false, 'bios-entry-not-first'],
    (image) => disc([{ image: blank, platform: 0xef }, { image: known(image) }]),
  ],
  [
    'first-not-bootable',
    [false, 'bios-entry-not-first'],
    (image) => disc([{ image: blank, bootable: false }, { image: known(image) }]),
  ],
  ['not-bootable', [false, 'no-bios-entry'], (image) => disc([{ image: known(image), bootable: false }])],
  ['only-uefi', [false, 'no-bios-entry'], (image) => disc([{ image: known(image), platform: 0xef }])],
  ['behind-the-end', [false, 'entry-behind'], (image) => disc([{ image: known(image), saysLba: 9000 }])],
  ['partly-behind', [false, 'entry-behind'], (image) => disc([{ image: known(image), sectors: 64 }])],
  ['zeros', [false, 'entry-blank'], () => disc([{ image: blank }]), 'hangs'],
  [
    'loads-nothing',
    [false, 'loads-nothing'],
    (image) => disc([{ image: known(image), sectors: 0 }]),
    'hangs',
  ],
  ['loads-over-itself', [false, 'loads-too-much'], (image) => disc([{ image: long(known(image)) }]), 'hangs'],
  [
    'loads-a-lot',
    ['unknown', 'loads-too-much'],
    (image) => disc([{ image: long(known(image)), sectors: 1400 }]),
  ],
  [
    'loads-its-memory',
    [true, 'entry-names'],
    (image) => disc([{ image: long(known(image)), sectors: 1200 }]),
  ],
  ['floppy', [true, 'shown-as-disk'], (image) => disc([{ image: floppy(image), media: 2, sectors: 1 }])],
  [
    'floppy-loads-all',
    [false, 'loads-too-much'],
    (image) => disc([{ image: floppy(image), media: 2 }]),
    'hangs',
  ],
  [
    'hard-disk',
    [true, 'shown-as-disk'],
    (code) =>
      disc([
        {
          image: mbrDisk({ code, partitions: [{ startBlock: 63, blocks: 900, type: 6 }] }),
          media: 4,
          sectors: 1,
        },
      ]),
  ],
  ['efi-volume', ['unknown', 'unknown-program'], () => disc([{ image: efiVolume(efiProgram('it')) }])],
];

const mbrBin = '/usr/lib/syslinux/mbr/mbr.bin';
const withMbr = (one: Partial<Partition>) => (content: Buffer) =>
  mbrDisk({ code: readFileSync(mbrBin), partitions: [{ startBlock: 63, content, type: 6, ...one }] });

/** What mkfs makes, whose program says that it is none. */
function formatted(name: string): Buffer {
  const path = join(room, `${name}.fat`);
  writeFileSync(path, Buffer.alloc(1440 * 1024));
  expect(run('mkfs.vfat', [path]).status).toBe(0);
  return readFileSync(path);
}

function superfloppy(program: Buffer): Buffer {
  const volume = formatted('superfloppy');
  volume.set([0xeb, 0x3c, 0x90]);
  volume.set(program.subarray(0, 64), 0x3e);
  return volume;
}

/** The hybrid's own first sector, which jumps to a loader that is not there. */
function hybridBehind(): Buffer {
  const bytes = disc([{ image: readFileSync('/usr/lib/ISOLINUX/isolinux.bin'), saysLba: 9000 }]);
  bytes.set(readFileSync('/usr/lib/ISOLINUX/isohdpfx.bin').subarray(0, 432));
  bytes.writeBigUInt64LE(9000n * 4n, 432);
  bytes.writeUInt16BE(0x55aa, 510);
  return bytes;
}

const disks: readonly Case[] = [
  ['program', ['unknown', 'unknown-boot-code'], (code) => mbrDisk({ code })],
  ['no-signature', [false, 'no-mbr'], (code) => mbrDisk({ code, signature: 0 })],
  ['zeros', [false, 'no-boot-code'], () => mbrDisk({}), 'hangs'],
  ['active', ['unknown', 'starts-partition'], withMbr({ active: true })],
  ['not-active', [false, 'no-active-partition'], withMbr({})],
  [
    'active-and-blank',
    [false, 'active-partition-blank'],
    () => withMbr({ active: true })(Buffer.alloc(4096)),
  ],
  ['superfloppy', ['unknown', 'unknown-boot-code'], superfloppy],
  ['formatted', [false, 'says-not-bootable'], () => formatted('formatted'), 'hangs'],
  ['hybrid-behind', [false, 'entry-behind'], hybridBehind],
];

const trials = [
  ...discs.map((one) => ({ as: 'cd' as const, one })),
  ...disks.map((one) => ({ as: 'usb' as const, one })),
].map(({ as, one: [name, says, bytes, ends] }) => ({ name: `${as}-${name}`, as, says, make: bytes, ends }));

test.each(trials)('SeaBIOS and $name: $says', async ({ name, as, says, make, ends }) => {
  const trial: Trial = { name, as, says, bytes: make(biosProgram(name)) };
  const heard = bios(mediumOf(trial, room), ends ? HANG_MS : undefined);
  const said = await forecastOf(trial, 'bios');
  expect([said, agrees(said[0], heard === name)]).toEqual([says, true]);
  expect(heard).toBe(says[0] === false ? (ends ? '' : 'nothing') : heard);
});
