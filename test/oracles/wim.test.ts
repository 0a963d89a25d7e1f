import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { asFailure } from '../../src/engine/contract/failure/failure.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { type Listed, listImage } from '../engine/read/browse/listing.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { type Entry, listFolder } from './author-listing.ts';

// WIMs that wimlib captured in all its ways of packing: what it applies from them must be what we list.

const room = temporaryFolder();
const tree = join(room, 'tree');
const wim = testWith('tool:wimlib-imagex', 'tool:7zz');

beforeAll(() => {
  const at = (name: string): string => join(tree, name);
  mkdirSync(at('a/b/c/d'), { recursive: true });
  mkdirSync(at('many'));
  mkdirSync(at('nothing'));
  for (let i = 0; i < 400; i++) writeFileSync(at(`many/a file called number ${i}`), `${i}`);
  const text = Buffer.from('the same words again and again, and again. ');
  writeFileSync(at('text'), Buffer.alloc(300_001, text));
  writeFileSync(at('random'), randomBytes(300_000));
  writeFileSync(
    at('mixed'),
    Buffer.concat([Buffer.alloc(100_000, text), randomBytes(100_000), Buffer.alloc(200_000)]),
  );
  // Calls in machine code are translated before they are packed.
  const program = execFileSync('cat', [process.execPath], { maxBuffer: 1 << 30 });
  writeFileSync(at('program'), program.subarray(30_000_000, 30_700_000));
  writeFileSync(at('chunk'), Buffer.alloc(32_768, 'c'));
  writeFileSync(at('empty'), '');
  writeFileSync(at('Grüße 日本 ☃ 💾'), 'g');
  writeFileSync(at('n'.repeat(255)), 'long');
  linkSync(at('text'), at('a/b/another name'));
  symlinkSync('../a/b', at('many/link'));
  symlinkSync('/somewhere/else', at('far'));
  chmodSync(at('chunk'), 0o4751);
  utimesSync(at('empty'), 1_000_000_000, 1_000_000_000);
});

const facts = ({ path, type, mtime, sizeBytes, md5, target }: Listed | Entry) => ({
  path,
  type,
  mtime: type === 'symlink' ? undefined : mtime,
  sizeBytes: type === 'file' ? sizeBytes : 0,
  md5,
  // Windows has no link to a root that is on no drive.
  target: target?.replace(/^C:(?=\/)/, ''),
});
const sorted = (entries: readonly (Listed | Entry)[]) =>
  entries
    .filter(({ path }) => path !== '/')
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(facts);

function done(...args: string[]): void {
  const { status, stdout, stderr } = run('wimlib-imagex', args, { timeoutMs: 120_000 });
  expect(status, stdout + stderr).toBe(0);
}

function applied(image: string, number = '1'): Entry[] {
  const folder = join(room, 'applied');
  rmSync(folder, { recursive: true, force: true });
  done('apply', image, number, folder);
  return listFolder(folder);
}

const ways: readonly (readonly [name: string, ...options: string[]])[] = [
  ['nothing packed', '--compress=none'],
  ['XPRESS', '--compress=XPRESS'],
  ['XPRESS in chunks of 4 KiB', '--compress=XPRESS', '--chunk-size=4096'],
  ['XPRESS in chunks of 64 KiB', '--compress=XPRESS', '--chunk-size=65536'],
  ['LZX', '--compress=LZX'],
  ['LZX in chunks of 64 KiB', '--compress=LZX', '--chunk-size=65536'],
  ['LZX in chunks of 128 KiB', '--compress=LZX', '--chunk-size=131072'],
  ['LZX in chunks of 2 MiB', '--compress=LZX', '--chunk-size=2097152'],
  ['LZX, packed as fast as can be', '--compress=LZX:1'],
];

describe.each(ways)('%s', (_name, ...options) => {
  wim('is listed as it is applied, file by file', async () => {
    const image = join(room, 'image.wim');
    rmSync(image, { force: true });
    done('capture', tree, image, 'Größe', ...options);
    const found = await listImage(image, 'wim');
    expect(sorted(found)).toEqual(sorted(applied(image)));
  });
});

wim('owners, rights and devices of Unix are told where they were captured', async () => {
  const image = join(room, 'unix.wim');
  done('capture', tree, image, '--unix-data');
  const chunk = (await listImage(image)).find(({ path }) => path === '/chunk');
  expect(chunk).toMatchObject({ mode: '4751', uid: process.getuid?.(), gid: process.getgid?.() });
});

wim('of several images each is a folder, as 7-Zip shows it', async () => {
  const image = join(room, 'two.wim');
  done('capture', join(tree, 'many'), image, 'one');
  done('append', join(tree, 'a'), image, 'two');
  const found = (await listImage(image)).filter(({ path }) => path !== '/');
  expect(found.filter(({ path }) => /^\/\d+$/.test(path)).map(({ path }) => path)).toEqual(['/1', '/2']);
  const { stdout } = run('7zz', ['l', '-ba', '-slt', image]);
  const names = [...stdout.matchAll(/^Path = (.*)$/gm)].map(([, name]) => `/${name}`);
  // It lists the description of the images as a file.
  expect(found.map(({ path }) => path).sort()).toEqual(
    [...new Set([...names, '/1', '/2'])].filter((name) => !name.startsWith('/[')).sort(),
  );
});

wim('solid ones, parts and those for pipes are refused, each with its way out', async () => {
  const from = join(room, 'from.wim');
  done('capture', tree, from, '--compress=XPRESS');
  const what = async (path: string) => {
    const { code, facts: found } = asFailure(await listImage(path).catch((error: unknown) => error));
    expect(code).toBe('file-system-unsupported');
    return 'what' in found ? found.what : undefined;
  };
  done('export', from, 'all', join(room, 'solid.esd'), '--solid');
  expect(await what(join(room, 'solid.esd'))).toBe('wim-solid');
  done('export', from, 'all', join(room, 'lzms.wim'), '--compress=LZMS');
  expect(await what(join(room, 'lzms.wim'))).toBe('wim-solid');
  done('export', from, 'all', join(room, 'pipe.wim'), '--pipable');
  expect(await what(join(room, 'pipe.wim'))).toBe('wim-pipable');
  done('split', from, join(room, 'part.swm'), '0.4');
  expect(await what(join(room, 'part.swm'))).toBe('wim-parts');
});
