import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { mbrDisk } from './firmware/disks.ts';
import { uefi } from './firmware/machines.ts';
import { efiProgram } from './firmware/programs.ts';
import { efiVolume } from './firmware/volumes.ts';

// A GPT of a drive with sectors of 4096 bytes was not seen: no partitions, and "does not boot".

const needs = ['loop', 'tool:sgdisk'] as const;
const test = testWith(...needs);
const room = temporaryFolder();
const MIB = 1 << 20;
const SIZE_BYTES = 13 * MIB;
const LARGE = 4096;
const image = join(room, 'large.img');
let told = '';

/** sgdisk on a drive with such sectors; what it says of the table is kept. */
beforeAll(() => {
  if (!needs.every(has)) return;
  const volume = efiVolume(efiProgram('large'));
  const device = makeLoopDevice(SIZE_BYTES, { sectorBytes: LARGE });
  try {
    const last = MIB / LARGE + Math.ceil(volume.length / LARGE) - 1;
    const args = ['-n', `1:${MIB / LARGE}:${last}`, '-t', '1:ef00', '-c', '1:LARGE', device.path];
    expect(run('sgdisk', args).status).toBe(0);
    told = run('sgdisk', ['-p', device.path]).stdout;
    run('sync', []);
    copyFileSync(device.backingPath, image);
  } finally {
    device.remove();
  }
  const bytes = readFileSync(image);
  bytes.set(volume, MIB);
  writeFileSync(image, bytes);
});

function harmed(name: string, harm: (bytes: Buffer) => void): string {
  const bytes = readFileSync(image);
  harm(bytes);
  const path = join(room, name);
  writeFileSync(path, bytes);
  return path;
}

/** An MBR in the same sectors: its partition begins in block 256. */
function mbrImage(): string {
  const content = efiVolume(efiProgram('mbr'));
  const blocks = Math.ceil(content.length / LARGE);
  const disk = mbrDisk({ partitions: [{ startBlock: 256, blocks }], sizeBytes: SIZE_BYTES });
  disk.set(content, 256 * LARGE);
  const path = join(room, 'mbr.img');
  writeFileSync(path, disk);
  return path;
}

const inspect = (path: string) => JSON.parse(isowright(['inspect', path, '--json']).stdout);
const codes = ({ notes }: { notes: { code: string }[] }) => notes.map(({ code }) => code);

test('inspect reads the table as sgdisk does, and what lies in its partition', () => {
  const found = inspect(image);
  const [, guid] = /Disk identifier \(GUID\): (\S+)/.exec(told) ?? [];
  const [, start, end] = /^ +1 +(\d+) +(\d+) /m.exec(told) ?? [];
  expect(found.boot.gpt).toMatchObject({
    diskGuid: guid?.toLowerCase(),
    blockBytes: LARGE,
    primaryValid: true,
    backupValid: true,
    partitions: [
      { number: 1, name: 'LARGE', startBlock: Number(start), blocks: Number(end) - Number(start) + 1 },
    ],
  });
  expect(codes(found)).toEqual(['gpt-large-blocks']);
  expect(found.volumes).toEqual([expect.objectContaining({ standard: 'fat', table: 'gpt', number: 1 })]);
  const stick = found.forecast.find(
    (one: { firmware: string; medium: string }) => one.firmware === 'uefi-x64' && one.medium === 'usb',
  );
  expect(stick).toMatchObject({ boots: 'unknown', why: expect.stringContaining('4096-byte sectors') });
});

test('its second copy is looked for in the last block of 4096 bytes', () => {
  const last = SIZE_BYTES - LARGE;
  const damaged = inspect(harmed('backup.img', (bytes) => bytes.fill(1, last + 56, last + 60)));
  expect([damaged.boot.gpt.backupValid, codes(damaged)]).toEqual([false, ['gpt-large-blocks', 'gpt-backup']]);
  const second = inspect(harmed('primary.img', (bytes) => bytes.fill(1, LARGE + 56, LARGE + 60)));
  expect([second.boot.gpt.primaryValid, second.boot.gpt.backupValid]).toEqual([false, true]);
  expect(second.boot.gpt.partitions).toHaveLength(1);
  const longer = inspect(harmed('same.img', () => {}));
  expect(codes(longer)).not.toContain('gpt-not-at-end');
});

test('devices says of a drive with it that it holds a partition table', () => {
  const device = makeLoopDevice(SIZE_BYTES, { sectorBytes: LARGE, contentOf: image });
  try {
    const { devices } = JSON.parse(isowright(['devices', '--json']).stdout);
    const found = devices.find(({ path }: { path: string }) => path === device.path);
    expect(found).toMatchObject({ sectorBytes: LARGE, content: { kind: 'table', table: 'gpt' } });
  } finally {
    device.remove();
  }
});

testWith(...needs, 'tool:qemu-system-x86_64')(
  'OVMF starts it from a drive with sectors of 4096 bytes, and from no other',
  () => {
    const small = harmed('small-drive.img', (bytes) =>
      bytes.write('small', bytes.indexOf('large\n'), 'latin1'),
    );
    const started = uefi([
      { file: small, as: 'usb' },
      { file: image, as: 'usb', sectorBytes: LARGE },
      { file: mbrImage(), as: 'usb', sectorBytes: LARGE },
    ]);
    expect(started).toEqual(['large', 'mbr']);
  },
);
