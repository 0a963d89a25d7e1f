import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';

// `verify` looks at what isowright made by the letter of the standards, whatever it is compared with.

const room = temporaryFolder();
const inRoom = (name: string): string => join(room, name);
const clean = inRoom('clean.iso');
const broken = inRoom('broken.iso');
const foreign = inRoom('foreign.iso');
const drive = inRoom('drive.img');
const PVD = 16 * 2048;

beforeAll(() => {
  const tree = join(room, 'tree');
  mkdirSync(join(tree, 'folder'), { recursive: true });
  writeFileSync(join(tree, 'folder/file'), 'bytes');
  expect(isowright(['make', tree, '-o', clean, '--quiet']).status).toBe(0);
  const bytes = readFileSync(clean);
  // Table M names another sector.
  const table = bytes.readUInt32BE(PVD + 148) * 2048;
  bytes.writeUInt8(bytes.readUInt8(table + 5) ^ 7, table + 5);
  writeFileSync(broken, bytes);
  bytes.write('SOMETHING'.padEnd(128), PVD + 574, 'latin1');
  for (let at = bytes.indexOf('*isowright'); at >= 0; at = bytes.indexOf('*isowright'))
    bytes.write('*something', at, 'latin1');
  writeFileSync(foreign, bytes);
});

const verified = (...argv: string[]) => isowright(['verify', ...argv, '--file-target', '--json']);

test('one of ours that is sound is verified, and nothing is said of standards', () => {
  copyFileSync(clean, drive);
  const { status, done } = verified(clean, drive);
  expect({ status, standards: done?.report.standards }).toEqual({ status: 0, standards: undefined });
});

test('one of ours with a defect is not called verified, though every byte is equal', () => {
  copyFileSync(broken, drive);
  const { status, done } = verified(broken, drive);
  expect(status).toBe(7);
  expect(done?.report.failure?.code).toBe('image-deviates');
  expect(done?.report.standards?.deviations.map(({ rule }) => rule)).toEqual(['iso.path-table.differ']);
  expect(done?.report.targets?.map(({ ok }) => ok)).toEqual([true]);
});

test('of what others made, verify compares bytes and judges nothing', () => {
  copyFileSync(foreign, drive);
  expect(verified(foreign, drive).status).toBe(0);
});

test('a receipt of such an image names the defect on the drive', () => {
  const receipt = join(room, 'receipt.json');
  rmSync(drive, { force: true });
  writeFileSync(drive, Buffer.alloc(16 << 20));
  const size = String(16 << 20);
  const wrote = isowright([
    'write',
    broken,
    drive,
    '--file-target',
    '--yes',
    '--expect-size',
    size,
    '--receipt',
    receipt,
  ]);
  expect(wrote.status).toBe(0);
  const { status, done } = verified(receipt, drive);
  expect({ status, code: done?.report.failure?.code }).toEqual({ status: 7, code: 'image-deviates' });
});
