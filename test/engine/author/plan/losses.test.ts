import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Loss } from '../../../../src/engine/contract/events/loss.ts';
import type { AuthorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { author, temporaryFolder } from '../making.ts';

const folder = join(temporaryFolder(), 'source');
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
}

async function lossesWith(options: Partial<AuthorOptions> = {}): Promise<readonly Loss[]> {
  const image = await author(folder, options);
  await image.close();
  return image.losses;
}

test('a plain tree loses nothing', async () => {
  put('a/b/c.txt', 'README', 'ünïcödé 日本.txt');
  expect(await lossesWith()).toEqual([]);
});

test('links and special files have no place in Joliet; without Rock Ridge they have none at all', async () => {
  put('file');
  symlinkSync('file', join(folder, 'link'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const dropped = (where: Loss['where']) => [
    { path: '/link', reason: 'link-dropped', where },
    { path: '/pipe', reason: 'special-file-dropped', where },
  ];
  expect(await lossesWith()).toEqual(dropped('joliet'));
  expect(await lossesWith({ joliet: false })).toEqual([]);
  expect(await lossesWith({ rockRidge: false })).toEqual([
    { path: '/', reason: 'owner-lost', where: 'all' },
    ...dropped('all'),
  ]);
});

test('a name is a loss in the tree that changes it, with what it becomes', async () => {
  put('a:b', 'x'.repeat(110), 'y'.repeat(255));
  expect(await lossesWith()).toEqual([
    { path: '/a:b', reason: 'name-changed', where: 'joliet', becomes: 'a_b' },
    { path: `/${'x'.repeat(110)}`, reason: 'name-shortened', where: 'joliet', becomes: 'x'.repeat(103) },
    { path: `/${'y'.repeat(255)}`, reason: 'name-shortened', where: 'joliet', becomes: 'y'.repeat(103) },
    { path: `/${'y'.repeat(255)}`, reason: 'name-shortened', where: 'rock-ridge', becomes: 'y'.repeat(253) },
  ]);
});

test('ISO names count only when nothing else keeps the name, and capitals alone do not count', async () => {
  put('readme.txt', 'two.dots.txt', `${'l'.repeat(40)}.txt`);
  expect(await lossesWith({ rockRidge: false, joliet: false })).toEqual([
    { path: '/', reason: 'owner-lost', where: 'all' },
    {
      path: `/${'l'.repeat(40)}.txt`,
      reason: 'name-shortened',
      where: 'iso9660',
      becomes: `${'L'.repeat(27)}.TXT`,
    },
    { path: '/two.dots.txt', reason: 'name-changed', where: 'iso9660', becomes: 'TWO_DOTS.TXT' },
  ]);
});

test('a Joliet path of 241 characters is kept and told', async () => {
  const path = `${'d'.repeat(80)}/${'d'.repeat(80)}/${'f'.repeat(77)}`;
  put(path, `${path}g`);
  expect(await lossesWith()).toEqual([{ path: `/${path}g`, reason: 'path-too-long', where: 'joliet' }]);
});

// No file system here keeps times before 1900.
test('times after 2155 are told', async () => {
  put('edge', 'late');
  utimesSync(join(folder, 'edge'), 0, Date.UTC(2155, 11, 31, 23, 59, 59) / 1000);
  utimesSync(join(folder, 'late'), 0, Date.UTC(2156, 0, 1) / 1000);
  expect((await lossesWith()).map(({ path, reason }) => [path, reason])).toEqual([
    ['/late', 'time-out-of-range'],
  ]);
  expect(await lossesWith({ fixedTime: 0 })).toEqual([]);
});
