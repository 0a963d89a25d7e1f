import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { latin1 } from '../../../../src/engine/bytes/codec/text.ts';
import { Input } from '../../../../src/engine/read/decode/input.ts';
import { arMembers } from '../../../../src/engine/read/packages/ar-members.ts';
import { cpioEntries } from '../../../../src/engine/read/packages/cpio-entries.ts';
import { debControl, debEntries } from '../../../../src/engine/read/packages/deb-entries.ts';
import { tarEntries } from '../../../../src/engine/read/packages/tar-entries.ts';
import { testWith } from '../../../fakes/rigs.ts';

// Archives are made by other people's programs (ar, tar, cpio) and read in pieces of any length.

let room = '';
const LONG = `${'a-folder-with-a-long-name/'.repeat(7)}and-a-file-with-a-name-of-its-own-that-no-ustar-header-holds.txt`;

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'isowright-archives-'));
  const tree = join(room, 'tree');
  mkdirSync(join(tree, LONG, '..'), { recursive: true });
  writeFileSync(join(tree, 'small'), 'small\n');
  writeFileSync(join(tree, 'large'), Buffer.alloc(70_001, 'x'));
  writeFileSync(join(tree, LONG), 'long\n');
  symlinkSync('small', join(tree, 'link'));
  symlinkSync('t'.repeat(150), join(tree, 'long-link'));
  for (const name of ['small', 'large', LONG]) utimesSync(join(tree, name), 1_700_000_000, 1_700_000_000);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

async function* pieces(bytes: Uint8Array, lengthBytes: number): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += lengthBytes)
    yield Uint8Array.from(bytes.subarray(at, at + lengthBytes));
}

const inputOf = (bytes: Uint8Array, lengthBytes = 1000): Input => new Input('x', pieces(bytes, lengthBytes));

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += latin1(chunk);
  return text;
}

async function listed(bytes: Uint8Array, lengthBytes?: number): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for await (const entry of tarEntries(inputOf(bytes, lengthBytes)))
    all[entry.path] =
      entry.kind === 'link' ? `-> ${entry.target}` : `${entry.kind} ${(await textOf(entry.content)).length}`;
  return all;
}

const tool = (command: string, args: readonly string[], input?: string): Buffer =>
  execFileSync(command, args, {
    cwd: join(room, 'tree'),
    input,
    timeout: 20_000,
    maxBuffer: 1 << 26,
    stdio: ['pipe', 'pipe', 'ignore'],
  });

describe.each(['pax', 'gnu', 'ustar'])('a tar archive of the kind %s', (format) => {
  test.each([1 << 20, 511, 7])('is read in pieces of %i bytes', async (lengthBytes) => {
    const names =
      format === 'ustar' ? ['small', 'large', 'link'] : ['small', 'large', 'link', 'long-link', LONG];
    const found = await listed(tool('tar', [`--format=${format}`, '-cf', '-', ...names]), lengthBytes);
    const all: Record<string, string> = {
      small: 'file 6',
      large: 'file 70001',
      link: '-> small',
      'long-link': `-> ${'t'.repeat(150)}`,
      [LONG]: 'file 5',
    };
    expect(found).toEqual(Object.fromEntries(names.map((name) => [name, all[name]])));
  });
});

test('what is not read of an entry is passed over', async () => {
  const paths: string[] = [];
  for await (const { path } of tarEntries(inputOf(tool('tar', ['-cf', '-', 'large', 'small']))))
    paths.push(path);
  expect(paths).toEqual(['large', 'small']);
});

test('a cut archive and a broken header are damage, not the end', async () => {
  const whole = tool('tar', ['-cf', '-', 'large', 'small']);
  await expect(listed(whole.subarray(0, 40_000))).rejects.toMatchObject({ code: 'source-truncated' });
  const broken = Buffer.from(whole);
  broken[3] = 1;
  await expect(listed(broken)).rejects.toMatchObject({ code: 'source-damaged' });
});

testWith('tool:ar')('ar members follow each other, odd lengths and all', async () => {
  writeFileSync(join(room, 'tree/odd'), 'odd');
  tool('ar', ['rc', join(room, 'x.a'), 'odd', 'small', 'large']);
  const all: Record<string, number> = {};
  for await (const { name, content } of arMembers(inputOf(readFileSync(join(room, 'x.a')), 13)))
    all[name] = (await textOf(content)).length;
  expect(all).toEqual({ odd: 3, small: 6, large: 70_001 });
  await expect(arMembers(inputOf(Buffer.from('no archive at all'))).next()).rejects.toMatchObject({
    code: 'source-damaged',
  });
});

testWith('tool:cpio')('an initial file system of cpio is read', async () => {
  const bytes = tool('cpio', ['-o', '-H', 'newc', '--quiet'], 'small\nlarge\nlink\n');
  const all: Record<string, string> = {};
  for await (const { path, mode, content } of cpioEntries(inputOf(bytes, 99)))
    all[path] = `${(mode >>> 12).toString(8)} ${(await textOf(content)).length}`;
  expect(all).toEqual({ small: '10 6', large: '10 70001', link: '12 5' });
});

testWith('tool:ar').each([
  ['gz', 'gzip'],
  ['xz', 'xz'],
  ['zst', 'zstd'],
])('a package with its data as .%s says what it is and what it installs', async (end, program) => {
  const folder = join(room, end);
  mkdirSync(folder);
  writeFileSync(join(folder, 'debian-binary'), '2.0\n');
  writeFileSync(join(folder, 'control'), 'Package: one\nVersion: 1\nDescription: short\n long\n');
  execFileSync('tar', ['-C', folder, '-cf', join(folder, 'control.tar'), './control']);
  execFileSync('tar', ['-C', join(room, 'tree'), '-cf', join(folder, 'data.tar'), './small', './link']);
  const packed = (name: string): string => {
    execFileSync(program, ['-q', '-f', join(folder, name)], { timeout: 20_000 });
    return join(folder, `${name}.${end}`);
  };
  execFileSync('ar', ['rc', 'one.deb', 'debian-binary', packed('control.tar'), packed('data.tar')], {
    cwd: folder,
  });
  const bytes = readFileSync(join(folder, 'one.deb'));
  const { signal } = new AbortController();
  const control = await debControl('one.deb', pieces(bytes, 300), signal);
  expect(Object.fromEntries(control)).toEqual({ package: 'one', version: '1', description: 'short\nlong' });
  // Without the program that unpacks it, one after the other, and one that is left before its end.
  vi.stubEnv('PATH', '/nonexistent');
  for await (const _ of debEntries('one.deb', pieces(bytes, 300), signal)) break;
  const paths: string[] = [];
  for await (const { path } of debEntries('one.deb', pieces(bytes, 300), signal)) paths.push(path);
  expect(paths).toEqual(['./small', './link']);
  vi.unstubAllEnvs();
});
