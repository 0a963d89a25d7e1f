import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Readable } from '../../../../src/engine/contract/ports/image.ts';
import { mountableIn } from '../../../../src/engine/read/open/mountable.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { makeImage, temporaryFolder } from '../../author/making.ts';

const room = temporaryFolder();
let disc: Buffer;

beforeAll(async () => {
  mkdirSync(join(room, 'tree'));
  writeFileSync(join(room, 'tree/a'), 'a');
  await makeImage(join(room, 'tree'), join(room, 'a.iso'), { label: 'DISC' });
  disc = readFileSync(join(room, 'a.iso'));
});

function imageOf(bytes: Uint8Array): Readable {
  const read = async (atByte: number, into: Uint8Array): Promise<void> =>
    into.set(bytes.subarray(atByte, atByte + into.length));
  return { sizeBytes: bytes.length, read };
}

/** An MBR with partitions of these, the first from 1 MiB on. */
function diskOf(...parts: readonly Uint8Array[]): Uint8Array {
  const MIB = 1 << 20;
  const disk = Buffer.alloc(MIB * (1 + parts.length * 8));
  disk.set([0x55, 0xaa], 510);
  for (const [index, part] of parts.entries()) {
    const [entry, atByte] = [446 + index * 16, MIB * (1 + index * 8)];
    disk.writeUInt8(0x83, entry + 4);
    disk.writeUInt32LE(atByte / 512, entry + 8);
    disk.writeUInt32LE((8 * MIB) / 512, entry + 12);
    disk.set(part, atByte);
  }
  return disk;
}

test('a disc is itself, a disk its only partition, wherever that is', async () => {
  const whole = { fileSystem: 'iso9660', label: 'DISC', startByte: 0, lengthBytes: disc.length };
  expect(await mountableIn(imageOf(disc), 'x')).toMatchObject(whole);
  const found = await mountableIn(imageOf(diskOf(seededBytes(4096), disc)), 'x');
  expect(found).toMatchObject({
    fileSystem: 'iso9660',
    partition: 2,
    startByte: 9 << 20,
    lengthBytes: 8 << 20,
  });
});

test('several are a choice, none is what ls says of it', async () => {
  const two = imageOf(diskOf(disc, disc));
  await expect(mountableIn(two, 'x')).rejects.toMatchObject({
    code: 'partition-choice',
    facts: { partitions: [{ number: 1, label: 'DISC' }, { number: 2 }] },
  });
  expect(await mountableIn(two, 'x', 2)).toMatchObject({ partition: 2 });
  await expect(mountableIn(two, 'x', 3)).rejects.toMatchObject({ code: 'partition-choice' });
  const nothing = imageOf(seededBytes(1 << 20));
  await expect(mountableIn(nothing, 'x')).rejects.toMatchObject({ code: 'source-not-an-image' });
});

test('a file system that is not listed here may be shown by the kernel', async () => {
  const xfs = Buffer.alloc(1 << 20);
  xfs.write('XFSB');
  xfs.writeUInt32BE(4096, 4);
  xfs.writeUInt32BE(256, 12);
  expect(await mountableIn(imageOf(xfs), 'x')).toMatchObject({ fileSystem: 'xfs', startByte: 0 });
});

testWith('tool:mkfs.vfat')('FAT is vfat to mount, and fat where it is named', async () => {
  const path = join(room, 'f.img');
  writeFileSync(path, '');
  truncateSync(path, 5 << 20);
  execFileSync('mkfs.vfat', [path], { timeout: 20_000 });
  const found = await mountableIn(imageOf(readFileSync(path)), 'x');
  expect(found).toMatchObject({ fileSystem: 'vfat', standard: 'fat' });
});
