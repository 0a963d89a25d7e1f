import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { earlyFlags } from '../../src/cli/early-flags.ts';
import { planned } from './planned.ts';

// `--size` is the size of a terminal (80x24), and of the partition that holds the files of a stick (8G).

const GIB = 2 ** 30;
const room = mkdtempSync(join(tmpdir(), 'isowright-size-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));
const tree = join(room, 'tree');
mkdirSync(tree);
const drive = join(room, 'drive.img');
writeFileSync(drive, '');
truncateSync(drive, 61_003_264);

const write = (...more: string[]) =>
  planned(['write', tree, drive, '--file-target', '--yes', '--expect-size', '61003264', ...more]);

async function sizeIn(...more: string[]): Promise<unknown> {
  const { plan, said } = await write(...more);
  const source = plan?.source;
  return source && 'author' in source ? (source.author.filesBytes ?? 'all') : said;
}

test.each([
  [['--files', '--size', '8G'], 8 * GIB],
  [['--files', '--size=4096M'], 4 * GIB],
  [['--files', '--size', '123456789'], 123_456_789],
  [['--files', '--size', '80x24'], 'all'],
  [['--files', '--size', '80x24', '--size', '8G'], 8 * GIB],
  [['--files', '--size', '8G', '--size', '80x24'], 8 * GIB],
])('of write %j the plan has %s', async (more, bytes) => {
  expect(await sizeIn(...more)).toBe(bytes);
});

test('it may stand before the command, each of them', async () => {
  const { plan } = await planned([
    ...['--size', '8G', 'write', tree, drive, '--files', '--size', '80x24'],
    ...['--file-target', '--yes', '--expect-size', '61003264'],
  ]);
  expect(plan?.source).toMatchObject({ author: { filesBytes: 8 * GIB } });
});

test('the terminal’s is seen early, whichever comes last', () => {
  expect(earlyFlags(['write', 'a', 'b', '--size', '100x30', '--size', '8G'])).toEqual({ size: '100x30' });
  expect(earlyFlags(['write', 'a', 'b', '--files', '--size', '8G'])).toEqual({});
});

test('without --files, a number of bytes is refused, and that of a terminal is not', async () => {
  const { said, exitCode } = await write('--size', '8G');
  expect([exitCode, said]).toEqual([2, expect.stringContaining('--size is for drives that hold the files')]);
  expect((await write('--size', '80x24')).exitCode).toBe(0);
});

test.each(['0', '8Q', 'rest', '-1'])('no size of a partition: %s', async (size) => {
  const { said, exitCode, plan } = await write('--files', `--size=${size}`);
  expect([exitCode, plan, said]).toEqual([2, undefined, expect.stringContaining('A size as 8G')]);
});

test.each([
  ['make', tree, '-o', join(room, 'x.iso'), '--size', '8G'],
  ['--size', '8G'],
])('other commands know the terminal’s only: %j', async (...argv) => {
  const { said, exitCode } = await planned(argv);
  expect([exitCode, said]).toEqual([2, expect.stringContaining('isowright write --files takes')]);
});
