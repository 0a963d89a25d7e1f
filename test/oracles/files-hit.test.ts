import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ByteRange } from '../../src/engine/contract/ports/byte-range.ts';
import { filesHit } from '../../src/engine/read/rescue/files-hit.ts';
import { exfatFiles, makeExfat } from '../engine/read/browse/exfat-image.ts';
import { testWith } from '../fakes/rigs.ts';

// Which file a bad sector hits: media are made by other programs, and where a file lies is found by its content.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-hit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  '/one.bin': randomBytes(5000),
  '/deep/er/two.bin': randomBytes(150_000),
  '/deep/three.bin': randomBytes(3000),
};

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, {
    stdio: 'ignore',
    timeout: 60_000,
    env: { ...process.env, MTOOLS_SKIP_CHECK: '1' },
  });
}

function makeTree(): string {
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'deep/er'), { recursive: true });
  for (const [path, bytes] of Object.entries(files)) writeFileSync(join(tree, path), bytes);
  return tree;
}

/** The sector in which some byte of a file lies. */
function sectorOf(image: Buffer, path: keyof typeof files, atByte: number): ByteRange {
  const at = image.indexOf(files[path].subarray(atByte, atByte + 64));
  expect(at, path).toBeGreaterThan(0);
  return { atByte: at - (at % 512), lengthBytes: 512 };
}

async function hits(image: Buffer, ranges: readonly ByteRange[]) {
  const view = {
    sizeBytes: image.length,
    read: async (at: number, into: Uint8Array) => into.set(image.subarray(at, at + into.length)),
  };
  return filesHit(view, ranges, new AbortController().signal);
}

async function expectNamed(image: Buffer, before = ''): Promise<void> {
  const wanted = [
    ['/one.bin', 100],
    ['/deep/er/two.bin', 70_000],
    ['/deep/three.bin', 2000],
  ] as const;
  const places = wanted
    .map(([path, at]) => ({ path, range: sectorOf(image, path, at) }))
    .sort((a, b) => a.range.atByte - b.range.atByte);
  const bytes = Buffer.from(image);
  // The sectors are lost.
  for (const { range } of places) bytes.fill(0, range.atByte, range.atByte + range.lengthBytes);
  const found = await hits(
    bytes,
    places.map(({ range }) => range),
  );
  expect(found).toEqual(places.map(({ path }) => [`${before}${path}`]));
}

testWith('tool:genisoimage')('on a disc with Rock Ridge, and on one with UDF', async () => {
  const tree = makeTree();
  for (const kind of [['-R'], ['-udf', '-J']]) {
    const path = join(folder, 'disc.iso');
    run('genisoimage', '-quiet', ...kind, '-o', path, tree);
    await expectNamed(readFileSync(path));
  }
});

testWith('tool:mkfs.fat', 'tool:mcopy').each(['12', '16', '32'])('on a stick with FAT%s', async (bits) => {
  const path = join(folder, 'stick.img');
  writeFileSync(path, Buffer.alloc(bits === '32' ? 40 << 20 : 6 << 20));
  run(
    'mkfs.fat',
    '-F',
    bits,
    ...(bits === '16' ? ['-s', '1'] : []),
    ...(bits === '32' ? ['-s', '1'] : []),
    path,
  );
  const tree = makeTree();
  run('mcopy', '-s', '-i', path, join(tree, 'one.bin'), join(tree, 'deep'), '::');
  await expectNamed(readFileSync(path));
});

testWith(
  'tool:mkfs.fat',
  'tool:mcopy',
  'tool:sfdisk',
)('in a partition of a drive, with its number', async () => {
  const part = join(folder, 'part.img');
  writeFileSync(part, Buffer.alloc(6 << 20));
  run('mkfs.fat', '-F', '16', '-s', '1', part);
  const tree = makeTree();
  run('mcopy', '-s', '-i', part, join(tree, 'one.bin'), join(tree, 'deep'), '::');
  const disk = join(folder, 'disk.img');
  writeFileSync(disk, Buffer.alloc(8 << 20));
  execFileSync('sfdisk', ['-q', disk], {
    input: 'label: dos\nstart=2048, size=12288, type=6\n',
    timeout: 30_000,
  });
  const image = readFileSync(disk);
  image.set(readFileSync(part), 1 << 20);
  await expectNamed(image, '1:');
});

testWith('tool:mke2fs').each([['-t ext4 -b 1024'], ['-t ext2 -b 1024'], ['-t ext4 -b 4096 -O ^has_journal']])(
  'on a drive with ext: %s',
  async (options) => {
    const path = join(folder, 'ext.img');
    writeFileSync(path, Buffer.alloc(16 << 20));
    run('mke2fs', '-q', '-F', ...options.split(' '), '-d', makeTree(), path);
    await expectNamed(readFileSync(path));
  },
);

testWith('tool:mke2fs', 'tool:sgdisk')('in a partition of a GPT that holds ext4', async () => {
  const part = join(folder, 'part.img');
  writeFileSync(part, Buffer.alloc(8 << 20));
  run('mke2fs', '-q', '-F', '-t', 'ext4', '-b', '1024', '-d', makeTree(), part);
  const disk = join(folder, 'disk.img');
  writeFileSync(disk, Buffer.alloc(12 << 20));
  run('sgdisk', '-n', '3:2048:+8M', disk);
  const image = readFileSync(disk);
  image.set(readFileSync(part), 1 << 20);
  await expectNamed(image, '3:');
});

test('on a card with exFAT, with a chain and without one', async () => {
  const image = Buffer.from(makeExfat());
  const place = (path: keyof typeof exfatFiles, atByte: number): ByteRange => ({
    atByte: image.indexOf(exfatFiles[path].subarray(atByte, atByte + 64)),
    lengthBytes: 64,
  });
  const ranges = [place('/chained', 1024), place('/in a row', 4000), place('/folder/half written', 700)];
  expect(await hits(image, ranges)).toEqual([['/chained'], ['/in a row'], ['/folder/half written']]);
});

testWith('tool:genisoimage')(
  'a disc whose folders are lost names what is left, and does not fail',
  async () => {
    const path = join(folder, 'disc.iso');
    run('genisoimage', '-quiet', '-R', '-o', path, makeTree());
    const image = readFileSync(path);
    const two = sectorOf(image, '/deep/er/two.bin', 70_000);
    image.fill(0, 16 * 2048, 40 * 2048);
    expect(await hits(image, [two])).toEqual([[]]);
    expect(await hits(Buffer.alloc(1 << 20), [{ atByte: 0, lengthBytes: 512 }])).toEqual([[]]);
  },
);
