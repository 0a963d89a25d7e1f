import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { freeSpace } from '../../src/engine/read/rescue/free-space.ts';
import { has, testWith } from '../fakes/rigs.ts';

// What a block map may leave out: file systems of mkfs.vfat, filled by mtools.

const tools = ['tool:mkfs.vfat', 'tool:mcopy'] as const;
const rig = testWith(...tools);
const MIB = 1 << 20;
const FAT_BYTES = 12 * MIB;
const file = randomBytes(3 * MIB);
let folder = '';
let fat = Buffer.alloc(0);

const at = (name: string): string => join(folder, name);
const run = (command: string, ...args: string[]): void =>
  void execFileSync(command, args, { timeout: 60_000, stdio: 'ignore' });

beforeAll(() => {
  if (!tools.every(has)) return;
  folder = mkdtempSync(join(tmpdir(), 'isowright-free-'));
  writeFileSync(at('fat'), Buffer.alloc(FAT_BYTES));
  run('mkfs.vfat', '-F', '16', at('fat'));
  writeFileSync(at('file'), file);
  run('mcopy', '-i', at('fat'), at('file'), '::/file');
  fat = readFileSync(at('fat'));
});
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const freeIn = (bytes: Buffer) =>
  freeSpace({
    sizeBytes: bytes.length,
    read: async (atByte, into) => void into.set(bytes.subarray(atByte, atByte + into.length)),
  });

/** A table of two primary partitions of type FAT. UEFI 5.2.1. */
function withTable(
  bytes: Buffer,
  parts: readonly (readonly [atByte: number, lengthBytes: number])[],
): Buffer {
  const whole = Buffer.from(bytes);
  for (const [index, [atByte, lengthBytes]] of parts.entries()) {
    const entry = 446 + index * 16;
    whole[entry + 4] = 0x0e;
    whole.writeUInt32LE(atByte / 512, entry + 8);
    whole.writeUInt32LE(lengthBytes / 512, entry + 12);
  }
  whole.writeUInt16LE(0xaa55, 510);
  return whole;
}

rig('what is free of a whole FAT is all but its tables and its files', async () => {
  const free = await freeIn(fat);
  const bytes = free.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  expect(bytes).toBeGreaterThan(FAT_BYTES - file.length - MIB);
  expect(bytes).toBeLessThanOrEqual(FAT_BYTES - file.length);
  // Nothing was ever written there: mkfs and mcopy are the judges.
  for (const { atByte, lengthBytes } of free)
    expect(fat.subarray(atByte, atByte + lengthBytes).every((byte) => byte === 0)).toBe(true);
});

rig('the same in a partition, and nothing of what two partitions share', async () => {
  const alone = await freeIn(fat);
  const whole = Buffer.concat([Buffer.alloc(MIB), fat, Buffer.alloc(MIB)]);
  const shifted = alone.map((range) => ({ ...range, atByte: range.atByte + MIB }));
  expect(await freeIn(withTable(whole, [[MIB, FAT_BYTES]]))).toEqual(shifted);
  const shared = withTable(whole, [
    [MIB, FAT_BYTES],
    [8 * MIB, 2 * MIB],
  ]);
  expect(await freeIn(shared)).toEqual([]);
});

testWith(...tools, 'tool:xorriso')('nothing of a FAT that a disc image has in it', async () => {
  mkdirSync(at('tree'));
  writeFileSync(join(at('tree'), 'a'), 'a');
  const args = [
    '-quiet',
    '-R',
    '-append_partition',
    '2',
    '0xef',
    at('fat'),
    '-o',
    at('hybrid.iso'),
    at('tree'),
  ];
  run('xorriso', '-as', 'mkisofs', ...args);
  expect(await freeIn(readFileSync(at('hybrid.iso')))).toEqual([]);
});

rig('a table that is damaged calls nothing free that it does not hold', async () => {
  const cut = Buffer.from(fat.subarray(0, 2048));
  expect((await freeIn(cut)).length).toBe(0);
});
