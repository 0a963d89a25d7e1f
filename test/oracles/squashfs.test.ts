import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { comparableLines, listImage } from '../engine/read/browse/listing.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { type Entry, listFolder } from './author-listing.ts';

// Images of mksquashfs in all its ways of packing: what the kernel's mount shows must be what we list.

const room = temporaryFolder();
const tree = join(room, 'tree');
const squash = testWith('loop', 'tool:mksquashfs', 'tool:setfattr');

beforeAll(() => {
  const at = (name: string): string => join(tree, name);
  mkdirSync(at('a/b/c/d'), { recursive: true });
  mkdirSync(at('many'));
  mkdirSync(at('nothing'));
  for (let i = 0; i < 900; i++) writeFileSync(at(`many/a file called number ${i}`), `${i}`);
  const text = Buffer.from('the same words again and again, and again. ');
  writeFileSync(at('text'), Buffer.alloc(800_001, text));
  writeFileSync(at('random'), randomBytes(700_000));
  writeFileSync(
    at('mixed'),
    Buffer.concat([Buffer.alloc(300_000, text), randomBytes(300_000), Buffer.alloc(200_000)]),
  );
  writeFileSync(at('block'), Buffer.alloc(131_072, 'b'));
  writeFileSync(
    at('program'),
    execFileSync('cat', [process.execPath], { maxBuffer: 1 << 30 }).subarray(0, 600_000),
  );
  writeFileSync(at('empty'), '');
  writeFileSync(at('Grüße 日本 ☃'), 'g');
  writeFileSync(at('n'.repeat(255)), 'long');
  writeFileSync(at('set'), 'mode', { mode: 0o644 });
  const fd = openSync(at('holes'), 'w');
  for (const atByte of [0, 1_000_000, 5_000_003]) writeSync(fd, `at ${atByte}`, atByte);
  ftruncateSync(fd, 9_000_000);
  closeSync(fd);
  linkSync(at('text'), at('a/b/another name'));
  symlinkSync('../a/b', at('many/link'));
  symlinkSync(`/${'far/'.repeat(900)}`, at('far'));
  if (!has('root')) return;
  execFileSync('mkfifo', [at('pipe')]);
  execFileSync('mknod', [at('null'), 'c', '1', '3']);
  execFileSync('mknod', [at('disk'), 'b', '259', '65537']);
  chownSync(at('set'), 1234, 70_000);
  chmodSync(at('set'), 0o4751);
  execFileSync('setfattr', ['-n', 'user.more', '-v', 'attribute', at('text')]);
  utimesSync(at('set'), 1_000_000_000, 1_000_000_000);
});

const lines = (entries: readonly Entry[]): string[] => comparableLines(entries);

function mounted(image: string): Entry[] {
  const folder = `${image}.mounted`;
  mkdirSync(folder);
  try {
    const { status, stderr } = run('mount', ['-t', 'squashfs', '-o', 'ro,loop', image, folder]);
    expect(status, stderr).toBe(0);
    try {
      return listFolder(folder);
    } finally {
      run('umount', [folder]);
    }
  } finally {
    rmdirSync(folder);
  }
}

const ways: readonly (readonly [name: string, ...options: string[]])[] = [
  ['gzip', '-comp', 'gzip'],
  ['zstd', '-comp', 'zstd'],
  ['xz', '-comp', 'xz'],
  ['xz with a filter for machine code', '-comp', 'xz', '-Xbcj', 'x86'],
  ['lz4', '-comp', 'lz4'],
  ['lzo', '-comp', 'lzo'],
  ['blocks of 4 KiB', '-comp', 'zstd', '-b', '4096'],
  ['blocks of 1 MiB', '-comp', 'gzip', '-b', '1M'],
  ['nothing packed', '-noI', '-noD', '-noF', '-noX'],
  ['no fragments', '-no-fragments'],
  ['the ends of all files in fragments', '-always-use-fragments'],
  ['without attributes, duplicates and a table for NFS', '-no-xattrs', '-no-duplicates', '-no-exports'],
];

describe.each(ways)('%s', (name, ...options) => {
  squash('is listed as it is mounted', async () => {
    const image = join(room, 'image.squashfs');
    rmSync(image, { force: true });
    const made = run('mksquashfs', [tree, image, '-quiet', '-no-progress', ...options]);
    expect(made.status, made.stderr).toBe(0);
    const found = await listImage(image);
    expect(lines(found as Entry[])).toEqual(lines(judged(image, name)));
  });
});

/** The kernel may not know a way of packing; unsquashfs knows them all. */
function judged(image: string, name: string): Entry[] {
  if (!/lzo|lz4/.test(name)) return mounted(image);
  const folder = join(room, 'unpacked');
  rmSync(folder, { recursive: true, force: true });
  const { status, stderr } = run('unsquashfs', ['-quiet', '-no-progress', '-d', folder, image]);
  expect(status, stderr).toBe(0);
  return listFolder(folder);
}
