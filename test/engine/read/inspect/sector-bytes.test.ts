import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fitsSectors, sectorsOf } from '../../../../src/engine/read/inspect/sector-bytes.ts';
import { testWith } from '../../../fakes/rigs.ts';

// A table counts in the sectors of the drive it was made for.

const MIB = 1 << 20;
const folder = mkdtempSync(join(tmpdir(), 'isowright-sectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function imageOf(bytes: Uint8Array) {
  const read = async (atByte: number, into: Uint8Array) =>
    into.set(bytes.subarray(atByte, atByte + into.length));
  return { sizeBytes: bytes.length, read };
}

function mbrDisk(startBlock: number, volumeAtByte: number): Buffer {
  const disk = Buffer.alloc(16 * MIB);
  disk.set([0x80, 0, 0, 0, 0x0c], 446);
  disk.writeUInt32LE(startBlock, 454);
  disk.writeUInt32LE(64, 458);
  disk.writeUInt16BE(0x55aa, 510);
  disk.writeUInt16BE(0x55aa, volumeAtByte + 510);
  return disk;
}

test.each([
  ['of 512 bytes', 512, 512],
  ['of 4096 bytes', 4096, 4096],
])(
  'an MBR whose partition is found when its blocks are %s counts in these',
  async (_name, blockBytes, sectorBytes) => {
    const found = await sectorsOf(imageOf(mbrDisk(256, 256 * blockBytes)));
    expect(found).toEqual({ by: 'table', sectorBytes });
  },
);

test.each([
  ['squashfs', 0, `hsqs${'\0'.repeat(24)}\x04`],
  ['XFS', 0, 'XFSB'],
  ['LUKS', 0, 'LUKS\xba\xbe'],
  ['btrfs', 65_600, '_BHRfS_M'],
  ['swap', 4086, 'SWAPSPACE2'],
])('a partition of 4096-byte blocks is found by its %s', async (_name, atByte, magic) => {
  const disk = mbrDisk(256, 8 * MIB);
  disk.write(magic, 256 * 4096 + atByte, 'latin1');
  expect(await sectorsOf(imageOf(disk))).toEqual({ by: 'table', sectorBytes: 4096 });
});

test('an MBR whose partitions nobody knows counts in 512 bytes', async () => {
  const disk = mbrDisk(256, 8 * MIB);
  expect(await sectorsOf(imageOf(disk))).toEqual({ by: 'table', sectorBytes: 512 });
});

/** As `grub-mkrescue` and `xorriso --protective-msdos-label` leave it: one partition over the whole image but its first block. */
function protectedIso(blocks: number): Buffer {
  const iso = mbrDisk(1, 8 * MIB);
  iso.writeUInt8(0xcd, 450);
  iso.writeUInt32LE(blocks, 458);
  for (const [sector, type] of [1, 0, 0xff].entries()) {
    const atByte = (16 + sector) * 2048;
    iso.writeUInt8(type, atByte);
    iso.write('CD001', atByte + 1, 'latin1');
  }
  return iso;
}

test.each([16 * MIB - 512, 2 * MIB])(
  'a hybrid ISO with a partition of %d bytes from block 1 starts from drives of 512-byte sectors',
  async (lengthBytes) => {
    const found = await sectorsOf(imageOf(protectedIso(lengthBytes / 512)));
    expect(found).toEqual({ by: 'table', sectorBytes: 512 });
  },
);

test('an ISO without a table wants sectors that are not larger than its blocks', async () => {
  const iso = Buffer.alloc(MIB);
  iso.write('\x01CD001', 32 << 10, 'latin1');
  const found = await sectorsOf(imageOf(iso));
  expect(found).toEqual({ by: 'volume', sectorBytes: 2048 });
  expect([512, 2048, 4096].map((drive) => found && fitsSectors(found, drive))).toEqual([true, true, false]);
});

test.each([512, 4096])(
  'a FAT volume of %d-byte sectors without a table wants none that are larger',
  async (sectorBytes) => {
    const fat = Buffer.alloc(MIB);
    fat.writeUInt16LE(sectorBytes, 11);
    fat.write('FAT16   ', 54);
    expect(await sectorsOf(imageOf(fat))).toEqual({ by: 'volume', sectorBytes });
  },
);

test('of data nobody knows nothing is said', async () => {
  expect(await sectorsOf(imageOf(Buffer.alloc(MIB, 7)))).toBeUndefined();
});

testWith('tool:sgdisk')('a GPT of sgdisk counts in 512 bytes', async () => {
  const path = join(folder, 'gpt.img');
  writeFileSync(path, Buffer.alloc(16 * MIB));
  execFileSync('sgdisk', ['-n', '1:2048:8191', '-t', '1:ef00', path], { timeout: 20_000 });
  const found = await sectorsOf(imageOf(readFileSync(path)));
  expect(found).toEqual({ by: 'table', sectorBytes: 512 });
  expect([512, 4096].map((drive) => found && fitsSectors(found, drive))).toEqual([true, false]);
});
