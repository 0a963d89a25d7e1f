import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isImage } from '../../src/engine/contract/ports/image.ts';
import { openSource } from '../../src/engine/read/open/open-source.ts';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// A zstd file with a table of its frames is an image at any place: what zstd(1) makes of its frames is what we read, and only those that are asked for.

const folder = mkdtempSync(join(tmpdir(), 'isowright-seekable-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), (9 << 20) + 3 * 512);
  if (!has('tool:xorriso')) return;
  mkdirSync(at('tree'));
  for (const name of ['a', 'b', 'c'])
    writeFileSync(at(`tree/${name}`), seededBytes(5 << 20, name.charCodeAt(0)));
  const args = ['-as', 'mkisofs', '-quiet', '-R', '-V', 'FAR', '-o', at('far.iso'), at('tree')];
  expect(run('xorriso', args).status).toBe(0);
});

async function demandDisk(path: string, wanted = disk): Promise<void> {
  await withImage(path, async (image) => {
    expect(image.sizeBytes).toBe(wanted.length);
    expect((await wholeOf(image)).equals(wanted)).toBe(true);
    expect(await randomReadsDiffer(image, wanted)).toBeUndefined();
  });
}

const needs = testWith('tool:zstd', 'tool:xorriso');

needs('what convert makes is unpacked by zstd, and read at any place', async () => {
  expect(isowright(['convert', at('disk.raw'), '-o', at('disk.zst')]).status).toBe(0);
  expect(run('sh', ['-c', 'zstd -dc "$0" | cmp - "$1"', at('disk.zst'), at('disk.raw')]).status).toBe(0);
  expect(run('zstd', ['-lv', at('disk.zst')]).stdout).toMatch(/# Zstandard Frames: 3/);
  await demandDisk(at('disk.zst'));
});

/** Frames of zstd(1), of lengths that fit nothing, and a table with checksums behind them; skipped frames count for nothing. */
function framed(bytes: Buffer, change: (table: Buffer) => void = () => undefined): Buffer {
  const parts: Buffer[] = [];
  const rows: number[] = [];
  for (let from = 0, length = 700_001; from < bytes.length; from += length, length += 77_777) {
    writeFileSync(at('part'), bytes.subarray(from, from + length));
    expect(run('zstd', ['-q', '-f', at('part'), '-o', at('part.zst')]).status).toBe(0);
    const packed = readFileSync(at('part.zst'));
    parts.push(packed);
    rows.push(packed.length, Math.min(length, bytes.length - from), 0x12345678);
  }
  const table = Buffer.alloc(8 + rows.length * 4 + 9);
  table.writeUInt32LE(0x184d2a5e, 0);
  table.writeUInt32LE(table.length - 8, 4);
  for (const [i, value] of rows.entries()) table.writeUInt32LE(value, 8 + i * 4);
  table.writeUInt32LE(rows.length / 3, table.length - 9);
  table[table.length - 5] = 0x80;
  table.writeUInt32LE(0x8f92eab1, table.length - 4);
  change(table);
  return Buffer.concat([...parts, table]);
}

needs('frames of zstd with a table that holds checksums are read at any place', async () => {
  writeFileSync(at('framed.zst'), framed(disk));
  expect(run('sh', ['-c', 'zstd -dc "$0" | cmp - "$1"', at('framed.zst'), at('disk.raw')]).status).toBe(0);
  await demandDisk(at('framed.zst'));
});

needs(
  'a table that does not agree with its file is not gone by: it is unpacked in order, and whole',
  async () => {
    const lies: readonly ((table: Buffer) => void)[] = [
      (table) => table.writeUInt32LE(table.readUInt32LE(8) + 1, 8),
      (table) => table.writeUInt32LE(0xffff_ffff, table.length - 9),
      (table) => table.writeUInt32LE(0x7fff_ffff, 12),
      (table) => table.fill(0xff, table.length - 5, table.length - 4),
    ];
    for (const [index, lie] of lies.entries()) {
      const path = at(`lie-${index}.zst`);
      writeFileSync(path, framed(disk, lie));
      const source = await openSource(path);
      expect(isImage(source), `${index}`).toBe(false);
      await source.close();
    }
    expect(isowright(['convert', at('lie-0.zst'), '-o', at('lie.raw')]).status).toBe(0);
    expect(readFileSync(at('lie.raw')).equals(disk)).toBe(true);
  },
);

needs('of an image in it only the frames of what is asked for are unpacked', () => {
  expect(isowright(['convert', at('far.iso'), '-o', at('far.iso.zst')]).status).toBe(0);
  const bytes = readFileSync(at('far.iso.zst'));
  // The frame in the middle of the image is broken: file b lies there.
  bytes.fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 5000);
  writeFileSync(at('broken.iso.zst'), bytes);
  expect(JSON.parse(isowright(['inspect', at('broken.iso.zst'), '--json']).stdout)).toMatchObject({
    kind: 'iso9660',
    sizeBytes: readFileSync(at('far.iso')).length,
  });
  expect(isowright(['ls', at('broken.iso.zst')]).stdout).toContain('/c');
  mkdirSync(at('out'));
  const taken = isowright(['extract', at('broken.iso.zst'), 'c', '-C', at('out')]);
  expect([taken.status, taken.stderr]).toEqual([0, expect.any(String)]);
  expect(readFileSync(at('out/c')).equals(readFileSync(at('tree/c')))).toBe(true);
  expect(isowright(['extract', at('broken.iso.zst'), 'b', '-C', at('out')]).status).toBe(7);
  expect(isowright(['convert', at('broken.iso.zst'), '-o', at('broken.raw')]).status).toBe(7);
});

testWith(
  'tool:zstd',
  'tool:qemu-img',
  'tool:xorriso',
)('a virtual disk in it is read too, and what is no image is refused as ever', async () => {
  run('qemu-img', ['convert', '-O', 'qcow2', at('disk.raw'), at('disk.qcow2')]);
  writeFileSync(at('disk.qcow2.zst'), framed(readFileSync(at('disk.qcow2'))));
  await demandDisk(at('disk.qcow2.zst'));
  const others: readonly (readonly [Buffer, object])[] = [
    [
      Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.from(seededBytes(2_000_000))]),
      { found: 'program' },
    ],
    [readFileSync(at('part.zst')), { found: 'packed-twice' }],
    [Buffer.alloc(2_000_000), { found: 'zeros' }],
  ];
  for (const [bytes, facts] of others) {
    writeFileSync(at('other.zst'), framed(bytes));
    await expect(demandDisk(at('other.zst'))).rejects.toMatchObject({ facts });
  }
});
