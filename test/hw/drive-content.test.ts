import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { DriveContent } from '../../src/engine/contract/failure/drive-content.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { lookInto, withContents } from '../../src/hw/linux/drive-content.ts';
import { gatherLinux } from '../../src/hw/linux/gather.ts';
import { createMachine } from '../../src/hw/machine.ts';
import { driveContentText } from '../../src/words/drive-content.ts';
import { warningText } from '../../src/words/refusals.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';
import { type Loop, makeLoop, must } from './loops.ts';

// "Empty" was said of drives with a partition table, with data nobody knows, and of those that could not be read.

const MIB = 1 << 20;
const SIZE_BYTES = 16 * MIB;
/** What stands on a drive is asked here, not how soon. */
const PATIENCE_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'isowright-content-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is said of a drive of 16 MiB with these bytes at these places. */
function lookAt(puts: readonly (readonly [atByte: number, bytes: Uint8Array])[], fill = 0) {
  const path = join(folder, 'drive.img');
  const bytes = Buffer.alloc(SIZE_BYTES, fill);
  for (const [atByte, some] of puts) bytes.set(some, atByte);
  writeFileSync(path, bytes);
  return lookInto(path, SIZE_BYTES);
}

const text = (letters: string) => Buffer.from(letters, 'latin1');

function mbr(type: number, status = 0x80): Buffer {
  const sector = Buffer.alloc(512);
  sector.set([status, 0, 0, 0, type], 446);
  sector.writeUInt32LE(2048, 454);
  sector.writeUInt32LE(4096, 458);
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

test.each([0, 0xff])('a drive that was read and holds nothing but bytes of %d is blank', async (fill) => {
  expect(await lookAt([], fill)).toEqual({ kind: 'blank' });
});

test.each([
  ['at its start', 0],
  ['in its last byte', SIZE_BYTES - 1],
  ['behind a head that was wiped', 2 * MIB],
])('data %s is data nobody knows, and the drive not empty', async (_where, atByte) => {
  const bytes = seededBytes(Math.min(4 * MIB, SIZE_BYTES - atByte), 7);
  expect(await lookAt([[atByte, bytes]])).toEqual({ kind: 'data' });
});

test.each([
  ['gpt', 512, text('EFI PART')],
  ['gpt', 4096, text('EFI PART')],
  ['dos', 0, mbr(0x0c)],
  ['dos', 0, mbr(0xee, 0)],
])(
  'a partition table (%s at %d) is told by its kind, without udev and blkid',
  async (table, atByte, bytes) => {
    expect(await lookAt([[atByte, bytes]])).toEqual({ kind: 'table', table });
  },
);

test('a boot sector without partitions is no table', async () => {
  const sector = Buffer.alloc(512, 0x90);
  sector.writeUInt16BE(0x55aa, 510);
  expect(await lookAt([[0, sector]])).toEqual({ kind: 'data' });
});

test('a drive that is not there, or ends before its size, was not read', async () => {
  expect(await lookInto(join(folder, 'none'), SIZE_BYTES)).toEqual({ kind: 'unread', errno: 'ENOENT' });
  await lookAt([]);
  expect(await lookInto(join(folder, 'drive.img'), 2 * SIZE_BYTES)).toEqual({ kind: 'unread', errno: 'EIO' });
});

test.each<[DriveContent | undefined, string]>([
  [{ kind: 'blank' }, 'empty'],
  [{ kind: 'data' }, 'unrecognised data'],
  [{ kind: 'table', table: 'dos' }, 'MBR partition table'],
  [{ kind: 'table', table: 'gpt' }, 'GPT partition table'],
  [{ kind: 'unread', errno: 'EACCES' }, 'unknown: only root may look'],
  [{ kind: 'unread', errno: 'EIO' }, 'unknown: could not be read (EIO)'],
  [undefined, 'not known'],
])('%j is said as it is', (content, said) => {
  expect(driveContentText(content)).toBe(said);
});

testWith(
  'loop',
  'tool:sgdisk',
  'tool:blkid',
)('drives are listed with what stands on them', async () => {
  using table = makeLoop(SIZE_BYTES);
  using random = makeLoop(SIZE_BYTES);
  using blank = makeLoop(SIZE_BYTES);
  must('sgdisk', ['-n', '1:2048:4096', table.path]);
  writeFileSync(random.path, seededBytes(SIZE_BYTES, 9));
  const all = await gatherLinux({ lsblk: false });
  const names = [table, random, blank].map(({ name }) => name);
  const blocks = all.blocks.filter(({ name }) => names.includes(name));
  const drives = judge(await withContents({ ...all, blocks }, PATIENCE_MS));
  const found = ({ name }: Loop) => {
    const drive = drives.find((one) => one.name === name);
    return [drive?.content, drive?.warnings.map(warningText)];
  };
  const gpt = { kind: 'table', table: 'gpt' };
  expect(found(table)).toEqual([gpt, ['not empty: GPT partition table']]);
  expect(found(random)).toEqual([{ kind: 'data' }, ['not empty: unrecognised data']]);
  expect(found(blank)).toEqual([{ kind: 'blank' }, []]);
  // On a machine that is slow today the list says that it was not read, and never that it is empty.
  const listed = await createMachine({ hints: { read: async () => ({ disks: [] }) } }).listDrives();
  expect([gpt, { kind: 'unread', errno: 'ETIMEDOUT' }]).toContainEqual(
    listed.find(({ name }) => name === table.name)?.content,
  );
});

testWith('loop')(
  'a drive that cannot be read is not called empty, and that is a reason to look twice',
  async () => {
    using loop = makeLoop(SIZE_BYTES);
    const facts = await gatherLinux({ lsblk: false, probe: false });
    const own = facts.blocks.find(({ name }) => name === loop.name);
    // The file behind it is cut: what lies behind its end cannot be read.
    writeFileSync(loop.file, '');
    const [block] = (await withContents({ ...facts, blocks: own ? [own] : [] }, PATIENCE_MS)).blocks;
    expect(block?.content).toEqual({ kind: 'unread', errno: 'EIO' });
    const [drive] = judge({ ...facts, blocks: block ? [block] : [] });
    expect(drive?.content).toEqual({ kind: 'unread', errno: 'EIO' });
    expect(drive?.warnings).toEqual([{ code: 'unreadable', facts: { reason: 'unreadable', errno: 'EIO' } }]);
  },
);
