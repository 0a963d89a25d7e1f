import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stickThere } from '../../../../src/engine/author/sticks/stick-there.ts';
import { gptEntry } from '../../../../src/engine/bytes/formats/gpt/header.ts';
import { masterBootRecord } from '../../../../src/engine/bytes/formats/mbr/mbr.ts';
import { bytesOf } from '../../../../src/engine/bytes/ranges/bytes-of.ts';
import { asFailure, type Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { AuthorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { putFile } from '../boot/trees.ts';
import { withStick } from './sticks.ts';

// `--size`: the partition of files has it, and the rest of the drive is left.

const MIB = 1 << 20;
const DRIVE_BYTES = 203_001_344;
const room = mkdtempSync(join(tmpdir(), 'isowright-part-'));
const live = join(room, 'live-system');
const files = join(room, 'files');
beforeAll(() => {
  putFile(files, 'large.bin', Buffer.alloc(44 * MIB, 7));
  for (let i = 0; i < 300; i++) putFile(files, `folder/small${i}`, 'x');
  putFile(live, 'live/vmlinuz', 'kernel');
  putFile(live, 'boot/grub/grub.cfg', 'menuentry live {\nlinux /live/vmlinuz boot=live\n}\n');
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

const lenient = { onNote: () => {} };
const head = (path: string, options: Partial<AuthorOptions>, ...capacities: number[]) =>
  withStick([path, options, capacities], (image) => bytesOf(image)(0, 16_384));
const rowsOf = (sector: Uint8Array) =>
  masterBootRecord
    .decode(sector.subarray(0, 512), lenient)
    .partitions.map(({ startBlock, blocks }) => [startBlock * 512, blocks * 512]);

async function failureOf(...asked: Parameters<typeof head>): Promise<Failure> {
  return head(...asked).then(
    () => expect.fail('it was planned'),
    (error: unknown) => asFailure(error),
  );
}

test('the partition has the size that was asked for, on drives of any size', async () => {
  const sector = await head(files, { filesBytes: 64 * MIB }, DRIVE_BYTES, 2 * DRIVE_BYTES);
  expect(rowsOf(sector)[0]).toEqual([MIB, 64 * MIB]);
  const gpt = await head(files, { filesBytes: 64 * MIB, table: 'gpt' }, DRIVE_BYTES);
  const { firstBlock, lastBlock } = gptEntry.decode(gpt, { ...lenient, atByte: 1024 });
  expect([firstBlock * 512, (lastBlock + 1 - firstBlock) * 512]).toEqual([MIB, 64 * MIB]);
});

test('no part of a block is given away: a size in bytes is rounded down', async () => {
  const sector = await head(files, { filesBytes: 64 * MIB + 777 }, DRIVE_BYTES);
  expect(rowsOf(sector)[0]).toEqual([MIB, 64 * MIB + 512]);
});

test('the rest can keep changes, right behind the files', async () => {
  const asked = { filesBytes: 40 * MIB, persistence: 'rest' } as const;
  const rows = rowsOf(await head(live, asked, DRIVE_BYTES));
  expect(rows.slice(0, 2)).toEqual([
    [MIB, 40 * MIB],
    [41 * MIB, Math.floor(DRIVE_BYTES / MIB - 41) * MIB],
  ]);
  const some = rowsOf(await head(live, { ...asked, persistence: 20 * MIB }, DRIVE_BYTES));
  expect(some[1]).toEqual([41 * MIB, 20 * MIB]);
});

test('a drive that is filled to its last block by it is large enough, one block less is not', async () => {
  const exact = { filesBytes: 64 * MIB };
  expect(rowsOf(await head(files, exact, 65 * MIB))[0]).toEqual([MIB, 64 * MIB]);
  const failure = await failureOf(files, exact, DRIVE_BYTES, 65 * MIB - 512);
  expect(failure).toMatchObject({
    code: 'target-too-small',
    facts: { target: 'drive2', needBytes: 65 * MIB, haveBytes: 65 * MIB - 512 },
  });
  const gpt = { ...exact, table: 'gpt' } as const;
  expect(await failureOf(files, gpt, 65 * MIB)).toMatchObject({ code: 'target-too-small' });
  await head(files, gpt, 65 * MIB + 40 * 512);
});

test.each([
  ['with some of the files', { filesBytes: 40 * MIB }],
  ['as FAT16', { filesBytes: 20 * MIB }],
  ['on exFAT', { filesBytes: 40 * MIB, fileSystem: 'exfat' }],
  ['smaller than any FAT', { filesBytes: MIB }],
] as const)('what is too small names a size that is enough: %s', async (_, asked) => {
  const { code, facts } = await failureOf(files, asked, DRIVE_BYTES);
  expect([code, (facts as { haveBytes: number }).haveBytes]).toEqual([
    'partition-too-small',
    asked.filesBytes,
  ]);
  const { needBytes } = facts as { needBytes: number };
  if (asked.filesBytes === MIB) return expect(needBytes).toBeLessThan(5 * MIB);
  expect(rowsOf(await head(files, { ...asked, filesBytes: needBytes }, DRIVE_BYTES))[0]).toEqual([
    MIB,
    needBytes,
  ]);
  expect((await failureOf(files, { ...asked, filesBytes: needBytes - MIB }, DRIVE_BYTES)).code).toBe(
    'partition-too-small',
  );
});

test('a stick tells the size of its partition, unless table and volume disagree', async () => {
  for (const table of ['mbr', 'gpt'] as const) {
    const sector = await head(files, { filesBytes: 64 * MIB, table }, DRIVE_BYTES);
    const shape = { type: 32 } as never;
    expect(stickThere(sector, 512, { shape, sizeBytes: 64 * MIB }).filesBytes).toBe(64 * MIB);
    expect(stickThere(sector, 512, { shape, sizeBytes: 65 * MIB }).filesBytes).toBeUndefined();
    expect(stickThere(sector, 512, {}).filesBytes).toBeUndefined();
  }
});
