import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deviceOf } from '../../../../src/engine/author/tree/entry-facts.ts';
import { type Scan, scanFolder } from '../../../../src/engine/author/tree/scan.ts';
import type { ScanOptions } from '../../../../src/engine/author/tree/scan-options.ts';
import { Tree } from '../../../../src/engine/author/tree/tree.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { temporaryFolder } from '../making.ts';

const room = temporaryFolder();
let folders = 0;

function folderWith(...paths: string[]): string {
  const folder = join(room, `folder-${folders++}`);
  mkdirSync(folder);
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(join(folder, path), path);
    else mkdirSync(join(folder, path), { recursive: true });
  }
  return folder;
}

function scan(
  folder: string,
  options: Partial<ScanOptions> = {},
  signal = new AbortController().signal,
): Promise<Scan> {
  return scanFolder(folder, { followLinks: false, exclude: [], ...options }, { signal, onEntries: () => {} });
}

const pathsOf = ({ tree }: Scan) => Array.from({ length: tree.count }, (_, node) => tree.pathOf(node));

test('levels come one after the other, each folder sorted by the bytes of its names', async () => {
  const found = await scan(folderWith('b/z', 'b/a', 'é', 'a', 'B', 'c/d/e', 'empty/'));
  expect(pathsOf(found)).toEqual([
    '/',
    '/B',
    '/a',
    '/b',
    '/c',
    '/empty',
    '/é',
    '/b/a',
    '/b/z',
    '/c/d',
    '/c/d/e',
  ]);
});

test('the same tree made in another order scans the same', async () => {
  const names = Array.from({ length: 300 }, (_, i) => `folder ${i % 7}/file ${(i * 7919) % 300}`);
  const [one, other] = await Promise.all([scan(folderWith(...names)), scan(folderWith(...names.reverse()))]);
  expect(pathsOf(one)).toEqual(pathsOf(other));
});

test('facts are those of the file system', async () => {
  const folder = folderWith('file');
  chmodSync(join(folder, 'file'), 0o4751);
  utimesSync(join(folder, 'file'), 1000.25, 1000.25);
  symlinkSync('../über', join(folder, 'link'));
  const { tree } = await scan(folder);
  expect([tree.mode[1]!.toString(8), tree.modifiedAtMs[1], tree.sizeBytes[1]]).toEqual([
    '104751',
    1_000_250,
    4,
  ]);
  expect([tree.isLink(2), tree.linkTarget.get(2), tree.sizeBytes[2]]).toEqual([
    true,
    Buffer.from('../über').toString('latin1'),
    0,
  ]);
});

test.skipIf(process.platform !== 'linux')('a name that is no UTF-8 keeps its bytes', async () => {
  const folder = folderWith();
  const name = Buffer.from([0x61, 0xff, 0xfe, 0x62]);
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), 'x');
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/d`), name]));
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/d`), name, Buffer.from('/in')]), 'x');
  const { tree, losses } = await scan(folder);
  expect(Buffer.from(tree.nameOf(1), 'latin1')).toEqual(name);
  expect(tree.textOf(1)).toBe('a\ufffd\ufffdb');
  expect([tree.count, losses]).toEqual([4, []]);
});

test('names of one file are one file with a true link count, links outside not counted', async () => {
  const folder = folderWith('a/one', 'alone');
  linkSync(join(folder, 'a/one'), join(folder, 'two'));
  linkSync(join(folder, 'alone'), join(room, `outside-${folders}`));
  const { tree } = await scan(folder);
  const at = (path: string) =>
    Array.from({ length: tree.count }, (_, node) => node).find((node) => tree.pathOf(node) === path)!;
  expect(tree.sameAs.get(at('/a/one'))).toBe(at('/two'));
  expect(['/a/one', '/two', '/alone', '/', '/a'].map((path) => tree.linksOf(at(path)))).toEqual([
    2, 2, 1, 3, 2,
  ]);
});

test('what is excluded is left out with all that is in it', async () => {
  const found = await scan(folderWith('keep/a.o', 'keep/a.c', 'skip/x/y', 'a.o'), {
    exclude: ['*.o', '!keep/*.o', '/skip/'],
  });
  expect(pathsOf(found)).toEqual(['/', '/keep', '/keep/a.c', '/keep/a.o']);
});

test('followed links become what they lead to; those that lead nowhere or back up stay links', async () => {
  const folder = folderWith('real/file', 'real/deeper/');
  symlinkSync('real', join(folder, 'alias'));
  symlinkSync('real/file', join(folder, 'shortcut'));
  symlinkSync('missing', join(folder, 'broken'));
  symlinkSync('../..', join(folder, 'real/deeper/up'));
  symlinkSync('.', join(folder, 'self'));
  const found = await scan(folder, { followLinks: true });
  const { tree } = found;
  const kinds = Object.fromEntries(
    pathsOf(found).map((path, node) => [
      path,
      tree.isLink(node) ? 'link' : tree.isFolder(node) ? 'folder' : 'file',
    ]),
  );
  expect(kinds).toEqual({
    '/': 'folder',
    '/alias': 'folder',
    '/broken': 'link',
    '/real': 'folder',
    '/self': 'link',
    '/shortcut': 'file',
    '/alias/deeper': 'folder',
    '/alias/file': 'file',
    '/real/deeper': 'folder',
    '/real/file': 'file',
    '/alias/deeper/up': 'link',
    '/real/deeper/up': 'link',
  });
  expect([...tree.sameAs.keys()]).toHaveLength(2);
});

testWith('root')('what may not be read is a loss: files are left out, folders stay empty', async () => {
  const folder = folderWith('closed/inside', 'secret', 'open');
  chmodSync(join(folder, 'closed'), 0);
  chmodSync(join(folder, 'secret'), 0);
  const found = await asNobody(() => scan(folder));
  expect(pathsOf(found)).toEqual(['/', '/closed', '/open']);
  expect(found.losses).toEqual([
    { path: '/secret', reason: 'unreadable', where: 'all' },
    { path: '/closed', reason: 'unreadable', where: 'all' },
  ]);
  chmodSync(join(folder, 'closed'), 0o755);
});

testWith('root')('a folder that may not be read itself is a failure', async () => {
  const folder = folderWith('x');
  chmodSync(folder, 0);
  await expect(asNobody(() => scan(folder))).rejects.toMatchObject({
    code: 'source-unreadable',
    facts: { path: folder, errno: 'EACCES' },
  });
  chmodSync(folder, 0o755);
});

test('a folder that is missing, or is a file, is a failure', async () => {
  const folder = folderWith('file');
  await expect(scan(join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'source-missing',
    facts: { path: join(folder, 'nowhere') },
  });
  await expect(scan(join(folder, 'file'))).rejects.toMatchObject({
    code: 'source-unreadable',
    facts: { errno: 'ENOTDIR' },
  });
});

test('an abort ends the walk', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(scan(folderWith('x'), {}, stop.signal)).rejects.toMatchObject({ code: 'stopped' });
});

test('the number of entries is told at the end, and the event loop turns while a large folder is walked', async () => {
  const folder = folderWith(...Array.from({ length: 10_000 }, (_, i) => `f${i}`));
  const seen: number[] = [];
  let turns = 0;
  setImmediate(() => turns++);
  const { tree } = await scanFolder(
    folder,
    { followLinks: false, exclude: [] },
    { signal: new AbortController().signal, onEntries: (entries) => seen.push(entries) },
  );
  expect(seen.at(-1)).toBe(tree.count);
  expect([tree.count, readdirSync(folder).length]).toEqual([10_001, 10_000]);
  expect(turns).toBeGreaterThan(0);
});

test('device numbers are taken apart as Linux packs them', () => {
  expect(deviceOf(0x811)).toEqual({ major: 8, minor: 17 });
  expect(deviceOf(Number((259n << 8n) | (70_000n & 0xffn) | ((70_000n & ~0xffn) << 12n)))).toEqual({
    major: 259,
    minor: 70_000,
  });
});

test('a tree holds a hundred thousand nodes in columns that grow', () => {
  const tree = new Tree();
  const facts = { mode: 0o100644, userId: 1, groupId: 2, modifiedAtMs: 3, sizeBytes: 4 };
  tree.add(0, '', { ...facts, mode: 0o40755 });
  for (let i = 1; i < 100_000; i++) tree.add(0, `name ${i}`, { ...facts, sizeBytes: i });
  for (const node of [1, 1024, 1536, 99_999])
    expect([tree.nameOf(node), tree.sizeBytes[node], tree.groupId[node]]).toEqual([`name ${node}`, node, 2]);
});

/** File system calls of this process as a user without rights. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  chmodSync(room, 0o755);
  process.seteuid!(65_534);
  try {
    return await action();
  } finally {
    process.seteuid!(0);
    expect(existsSync(room)).toBe(true);
  }
}
