import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { crc32 } from '../../../../../src/engine/bytes/codec/crc32.ts';
import { findCutOf } from '../../../../../src/engine/read/inspect/reach/find-cut.ts';
import { StreamReach } from '../../../../../src/engine/read/inspect/reach/stream-reach.ts';
import { testWith } from '../../../../fakes/rigs.ts';
import { temporaryFolder } from '../../../author/making.ts';
import { tangledFolders } from '../../../hostile/tangled-folders.ts';

const room = temporaryFolder();

const cutOf = (bytes: Uint8Array) =>
  findCutOf({
    sizeBytes: bytes.length,
    read: async (at, into) => into.set(bytes.subarray(at, at + into.length)),
  });

async function streamed(bytes: Uint8Array, chunkBytes: number) {
  const reach = new StreamReach();
  for (let at = 0; at < bytes.length; at += chunkBytes) await reach.take(bytes.subarray(at, at + chunkBytes));
  return reach.cut();
}

function put32(bytes: Uint8Array, atByte: number, value: number): void {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(atByte, value, true);
}

function put64(bytes: Uint8Array, atByte: number, value: number): void {
  put32(bytes, atByte, value % 2 ** 32);
  put32(bytes, atByte + 4, Math.floor(value / 2 ** 32));
}

/** An MBR with one partition for each of the ranges, in blocks of 512. */
function disk(sizeBytes: number, ...partitions: readonly (readonly [number, number, number])[]): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set([0x55, 0xaa], 510);
  for (const [index, [type, start, blocks]] of partitions.entries()) {
    const at = 446 + 16 * index;
    bytes[at + 4] = type;
    put32(bytes, at + 8, start);
    put32(bytes, at + 12, blocks);
  }
  return bytes;
}

/** The superblock of an ext2 file system with blocks of 1024. */
function ext2(bytes: Uint8Array, startByte: number, blocks: number): void {
  put32(bytes, startByte + 1024 + 4, blocks);
  bytes.set([0x53, 0xef], startByte + 1024 + 56);
}

const MIB = 1 << 20;

describe('an image that ends before its own structures do', () => {
  test('a disk whose last partition begins before the end and ends behind it', async () => {
    const bytes = disk(4 * MIB, [0x83, 2048, 2048], [0x83, 4096, 16_384]);
    expect(await cutOf(bytes)).toEqual({
      part: 'partition',
      number: 2,
      endByte: 10 * MIB,
      imageBytes: 4 * MIB,
    });
    expect(await cutOf(disk(10 * MIB, [0x83, 2048, 2048], [0x83, 4096, 16_384]))).toBeUndefined();
  });

  test('a disk whose logical partition is cut', async () => {
    const bytes = disk(8 * MIB, [0x83, 2048, 2048], [0x05, 4096, 8192]);
    bytes.set(disk(512, [0x83, 2048, 16_384]), 4096 * 512);
    expect(await cutOf(bytes)).toMatchObject({
      part: 'partition',
      number: 5,
      endByte: (4096 + 2048 + 16_384) * 512,
    });
  });

  test('a file system in a partition that is larger than the image', async () => {
    const bytes = disk(4 * MIB, [0x83, 2048, 6144]);
    ext2(bytes, MIB, 5000);
    expect(await cutOf(bytes)).toMatchObject({ part: 'file-system', name: 'ext2', number: 1 });
  });

  test('a file system without partitions', async () => {
    const bytes = new Uint8Array(2 * MIB);
    ext2(bytes, 0, 4096);
    expect(await cutOf(bytes)).toMatchObject({ part: 'file-system', name: 'ext2', endByte: 4 * MIB });
    ext2(bytes, 0, 2048);
    expect(await cutOf(bytes)).toBeUndefined();
  });

  test('a GPT whose second copy lies behind the end', async () => {
    const bytes = disk(2 * MIB, [0xee, 1, 0xffffffff]);
    const array = new Uint8Array(128 * 128);
    const header = new Uint8Array(92);
    header.set(Buffer.from('EFI PART\0\0\x01\0', 'latin1'));
    put32(header, 12, 92);
    put64(header, 24, 1);
    put64(header, 32, 8191);
    put64(header, 72, 2);
    put32(header, 80, 128);
    put32(header, 84, 128);
    put32(header, 88, crc32(array));
    put32(header, 16, crc32(header));
    bytes.set(header, 512);
    expect(await cutOf(bytes)).toMatchObject({ part: 'backup-gpt', endByte: 4 * MIB });
    // A download that broke in its first packet: the header is there, and its entries are not.
    for (const sizeBytes of [1024, 4096, 16_384])
      expect(await cutOf(bytes.subarray(0, sizeBytes))).toMatchObject({ part: 'backup-gpt' });
  });

  test('a WIM archive whose last table is gone', async () => {
    const bytes = new Uint8Array(MIB);
    bytes.set(Buffer.from('MSWIM\0\0\0', 'latin1'));
    put64(bytes, 72, 500);
    put64(bytes, 80, 2 * MIB);
    expect(await cutOf(bytes)).toMatchObject({ part: 'wim', endByte: 2 * MIB + 500 });
  });

  test('a physical volume of LVM whose end is missing', async () => {
    const bytes = new Uint8Array(2 * MIB);
    bytes.set(Buffer.from('LABELONE', 'latin1'), 512);
    bytes.set(Buffer.from('LVM2 001', 'latin1'), 536);
    put32(bytes, 532, 32);
    put64(bytes, 576, 4 * MIB);
    expect(await cutOf(bytes)).toMatchObject({ part: 'file-system', name: 'lvm', endByte: 4 * MIB });
    put64(bytes, 576, 2 * MIB);
    expect(await cutOf(bytes)).toBeUndefined();
  });

  test('what comes as a stream is known at its end, in chunks of any size', async () => {
    const bytes = disk(24 * MIB, [0x83, 2048, 2048], [0x83, 32_768, 16_384]);
    ext2(bytes, 16 * MIB, 9000);
    const found = { part: 'file-system', name: 'ext2', number: 2, endByte: 16 * MIB + 9000 * 1024 };
    for (const chunkBytes of [MIB, 1_000_001, 65_536])
      expect(await streamed(bytes, chunkBytes)).toMatchObject(found);
    ext2(bytes, 16 * MIB, 8192);
    expect(await streamed(bytes, MIB)).toBeUndefined();
  });
});

describe('what is no cut', () => {
  test('a partition that ends with its cylinder, around a file system that is all there', async () => {
    const bytes = disk(4 * MIB, [0x83, 2048, 16_065 - 2048]);
    expect(await cutOf(bytes)).toMatchObject({ part: 'partition' });
    ext2(bytes, MIB, 3072);
    expect(await cutOf(bytes)).toBeUndefined();
  });

  test('the partition that protects a GPT on disks of any size', async () => {
    expect(await cutOf(disk(MIB, [0xee, 1, 0xffffffff]))).toBeUndefined();
  });

  test('bytes of a program where a partition table would stand', async () => {
    const bytes = disk(MIB, [0x83, 2048, 0xfffffff]);
    bytes[446] = 0x33;
    expect(await cutOf(bytes)).toBeUndefined();
  });
});

test('folders that lie over each other and name each other a hundred million times are looked at for a moment', async () => {
  const bytes = tangledFolders(2048);
  let readBytes = 0;
  const read = async (at: number, into: Uint8Array): Promise<void> => {
    readBytes += into.length;
    into.set(bytes.subarray(at, at + into.length));
  };
  expect(await findCutOf({ sizeBytes: bytes.length, read })).toBeUndefined();
  expect(readBytes).toBeLessThan(40 * MIB);
  // A little shorter than it says, and so everything in it is looked at.
  expect(await findCutOf({ sizeBytes: bytes.length - 2048, read })).toBeDefined();
  expect(readBytes).toBeLessThan(240 * MIB);
});

describe('images of genisoimage', () => {
  let padded: Buffer;
  beforeAll(() => {
    const tree = join(room, 'content.bin');
    writeFileSync(tree, Buffer.alloc(2 * MIB, 7));
    execFileSync('genisoimage', ['-quiet', '-R', '-pad', '-o', join(room, 'padded.iso'), tree]);
    padded = readFileSync(join(room, 'padded.iso'));
  });

  test('without its padding of 150 sectors it is whole; one sector less, and the last file is cut', async () => {
    expect(await cutOf(padded)).toBeUndefined();
    expect(await cutOf(padded.subarray(0, -150 * 2048))).toBeUndefined();
    truncateSync(join(room, 'padded.iso'), padded.length - 151 * 2048);
    expect(await cutOf(readFileSync(join(room, 'padded.iso')))).toMatchObject({ part: 'volume' });
    expect(await streamed(padded.subarray(0, -152 * 2048), 65_536)).toMatchObject({ part: 'volume' });
  });

  test('within their first descriptor they are cut, as behind it', async () => {
    for (const sizeBytes of [32_775, 33_000, 34_815, 34_816, 36_864])
      expect(await cutOf(padded.subarray(0, sizeBytes)), `${sizeBytes}`).toMatchObject({ part: 'volume' });
  });
});

testWith('tool:mkudffs')('a UDF volume that ends before its anchor is cut', async () => {
  for (const blockBytes of [512, 2048]) {
    const path = join(room, `${blockBytes}.udf`);
    writeFileSync(path, '');
    truncateSync(path, 4 * MIB);
    execFileSync('mkudffs', ['-b', `${blockBytes}`, path], { timeout: 60_000 });
    const bytes = readFileSync(path);
    expect(await cutOf(bytes)).toBeUndefined();
    for (const sizeBytes of [40_000, 80_000, 256 * blockBytes, 257 * blockBytes])
      expect(await cutOf(bytes.subarray(0, sizeBytes)), `${sizeBytes}`).toMatchObject({
        part: 'udf-partition',
      });
    expect(await streamed(bytes.subarray(0, 80_000), 65_536)).toMatchObject({ part: 'udf-partition' });
  }
});
