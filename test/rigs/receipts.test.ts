import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';

// A receipt is left by a write and proves the drive later, when the image is gone.

const MIB = 1 << 20;
const it = testWith();
const onLoop = testWith('loop');
const image = seededBytes(9 * MIB + 512);
let folder = '';
let packed = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-receipts-'));
  packed = join(folder, 'image.img.gz');
  writeFileSync(packed, gzipSync(image));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function virtualDrive(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, 16 * MIB);
  return path;
}

const identified = ['--file-target', '--yes', '--expect-size', String(16 * MIB), '--json'];

function flip(path: string, atByte: number): void {
  const bytes = readFileSync(path);
  bytes[atByte] = (bytes[atByte] as number) ^ 1;
  writeFileSync(path, bytes);
}

it('written with a receipt, the drive is proved by it without the image; a change is located', () => {
  const drive = virtualDrive('a.img');
  const receipt = join(folder, 'a.receipt.json');
  const written = isowright(['write', packed, drive, ...identified, '--receipt', receipt]);
  expect([written.status, written.stderr]).toEqual([0, '']);
  const said = JSON.parse(readFileSync(receipt, 'utf8'));
  expect(said).toMatchObject({
    source: {
      path: packed,
      sizeBytes: image.length,
      sha256: createHash('sha256').update(image).digest('hex'),
    },
    targets: [{ path: drive, sizeBytes: 16 * MIB, ok: true, state: 'proved' }],
    program: { node: process.version },
  });
  expect(said.program.isowright).toMatch(/^\d/);
  expect(said.tree.pieces).toHaveLength(3);
  rmSync(packed);
  const good = isowright(['verify', receipt, drive, '--file-target', '--json']);
  expect([good.status, good.done?.report.targets?.[0]]).toMatchObject([
    0,
    { ok: true, state: 'proved', verifiedBytes: image.length },
  ]);
  expect(good.done?.report.source).toMatchObject({
    receipt: { imagePath: packed, endedAt: said.endedAt, targets: [{ path: drive }] },
  });
  const rehearsed = isowright(['verify', receipt, drive, '--file-target', '--dry-run']);
  expect(rehearsed.stdout).toContain(
    `receipt of: ${basename(packed)}, ${said.endedAt.slice(0, 10)}, to a.img`,
  );
  flip(drive, 5 * MIB);
  const bad = isowright(['verify', receipt, drive, '--file-target', '--json']);
  expect([bad.status, bad.done?.report.failure?.code]).toEqual([6, 'verify-mismatch']);
  expect(bad.done?.report.targets?.[0]?.mismatches).toEqual([{ atByte: 4 * MIB, lengthBytes: 4 * MIB }]);
  expect(isowright(['verify', receipt, '--json']).status).toBe(2);
  writeFileSync(receipt, readFileSync(receipt, 'utf8').replace('"ok": true', '"ok": false'));
  const forged = isowright(['verify', receipt, drive, '--file-target', '--json']);
  expect([forged.status, forged.done?.report.failure?.code]).toEqual([7, 'receipt-invalid']);
});

it('a receipt that is there already is said before the first byte', () => {
  const path = join(folder, 'raw.img');
  writeFileSync(path, image);
  const drive = virtualDrive('b.img');
  const receipt = join(folder, 'there.json');
  writeFileSync(receipt, 'mine');
  const { status, done } = isowright(['write', path, drive, ...identified, '--receipt', receipt]);
  expect([status, done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(readFileSync(receipt, 'utf8')).toBe('mine');
  expect(readFileSync(drive).every((value) => value === 0)).toBe(true);
});

it('an image that was made has a receipt too', () => {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'file'), image);
  const [iso, receipt] = [join(folder, 'made.iso'), join(folder, 'made.json')];
  expect(isowright(['make', tree, '-o', iso, '--receipt', receipt]).status).toBe(0);
  expect(isowright(['verify', receipt, iso]).status).toBe(0);
  flip(iso, 6 * MIB);
  expect(isowright(['verify', receipt, iso]).status).toBe(6);
});

onLoop('a receipt of a real device names it, and proves it', () => {
  const path = join(folder, 'loop.img');
  writeFileSync(path, image);
  const loop = makeLoopDevice(16 * MIB);
  const receipt = join(folder, 'loop.json');
  try {
    const flags = ['--yes', '--expect-size', String(loop.sizeBytes), '--json', '--receipt', receipt];
    expect(isowright(['write', path, loop.path, ...flags]).status).toBe(0);
    expect(JSON.parse(readFileSync(receipt, 'utf8')).targets[0]).toMatchObject({
      path: loop.path,
      sizeBytes: 16 * MIB,
    });
    const { status, events } = isowright(['verify', receipt, loop.path, '--json']);
    expect([status, events.filter((event) => event.event === 'bad')]).toEqual([0, []]);
  } finally {
    loop.remove();
  }
});
