import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { Loss } from '../../src/engine/contract/events/loss.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { has, type Need, run, testWith } from '../fakes/rigs.ts';
import { cases, ROOT_CASES, shownBy } from './author-cases.ts';
import { type Entry, listFolder, pathsWithLosses } from './author-listing.ts';
import { showing } from './conformance.ts';

// Programs of other people read our images: what they take out must be the folder.

const room = temporaryFolder();
const MEMORY_LIMIT = 'ulimit -v 4000000; exec "$@"';

interface Made {
  readonly name: string;
  readonly image: string;
  readonly folder: string;
  readonly entries: readonly Entry[];
  readonly losses: readonly Loss[];
}

const made = new Map<string, Made>();
/** 5 GiB are the kernel's part: the programs here would write them out. */
const usable = cases.filter(({ name }) => name !== 'sparse-5g' && (has('root') || !ROOT_CASES.has(name)));
/** What a program cannot do by its own limits: libisofs takes no target over 1023 bytes, isoinfo loses its way in one of 3000. */
const beyond: Readonly<Record<string, readonly string[]>> = {
  // Written for Linux, see `deviceHalves`.
  bsdtar: ['large-device'],
  xorriso: ['large-device', 'longest-target'],
  isoinfo: ['longest-target'],
};
const readableBy = (program: string) =>
  usable.filter(({ name }) => hasRockRidge(name) && !beyond[program]!.includes(name));
const hasRockRidge = (name: string) => usable.find((one) => one.name === name)?.options?.rockRidge !== false;
const hasJoliet = (name: string) => usable.find((one) => one.name === name)?.options?.joliet !== false;

beforeAll(async () => {
  for (const { name, build, options } of usable) {
    const folder = join(room, name);
    mkdirSync(folder);
    build(folder);
    const image = join(room, `${name}.iso`);
    const { losses } = await makeImage(folder, image, options);
    made.set(name, { name, image, folder, entries: listFolder(folder), losses });
  }
}, 60_000);

/** A test that shows what `name` is there for. */
const shows = (name: string, judge: string, needs: readonly Need[], title: string, body: () => void) =>
  showing({ cases: shownBy[name] ?? [], judge, needs }, title, body);

/** Runs a reader under a memory limit: one took 18 GB on a looping image. */
function read(program: string, ...args: string[]) {
  return run('bash', ['-c', MEMORY_LIMIT, 'bash', program, ...args], { timeoutMs: 30_000 });
}

describe('bsdtar', () => {
  for (const { name, options } of readableBy('bsdtar'))
    shows(name, 'bsdtar', ['tool:bsdtar', 'root'], `takes ${name} out as it went in`, () => {
      const { image, entries, losses } = made.get(name)!;
      const into = emptyFolder(`${name}.bsdtar`);
      const { status, stderr } = read('bsdtar', '-C', into, '--numeric-owner', '-xpPf', image);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const paths = pathsWithLosses(entries, losses, 'rock-ridge');
      // There are no sockets in archives: libarchive makes an empty file of it.
      const wanted = entries
        .filter(({ type }) => type !== 'socket')
        .map((entry) => ({
          ...comparable(entry),
          path: paths.get(entry.path)!,
          mtime: options?.fixedTime ?? entry.mtime,
        }));
      const found = listFolder(into).filter(({ path }) => path !== '/socket');
      expect(sorted(found.map(comparable))).toEqual(sorted(wanted));
    });

  testWith('tool:bsdtar')('reads times up to 2155 rightly', async () => {
    const folder = emptyFolder('late-times');
    const seconds = [2 ** 31, 4_102_444_800, Date.UTC(2155, 11, 31, 23, 59, 59) / 1000];
    for (const second of seconds) {
      writeFileSync(join(folder, `t${second}`), 't');
      utimesSync(join(folder, `t${second}`), second, second);
    }
    await makeImage(folder, join(room, 'late-times.iso'));
    const into = emptyFolder('late-times.out');
    read('bsdtar', '-C', into, '-xf', join(room, 'late-times.iso'));
    for (const { path, mtime } of listFolder(into)) if (path !== '/') expect(`/t${mtime}`).toBe(path);
  });
});

describe('xorriso', () => {
  for (const { name, options } of readableBy('xorriso'))
    shows(
      name,
      'xorriso',
      ['tool:xorriso', 'root'],
      `takes ${name} out as it went in, without a warning`,
      () => {
        const { image, entries, losses } = made.get(name)!;
        const into = emptyFolder(`${name}.xorriso`);
        const { status, stderr } = read(
          'xorriso',
          '-report_about',
          'WARNING',
          '-osirrox',
          'on:device_files',
          '-indev',
          `stdio:${image}`,
          '-extract',
          '/',
          into,
        );
        expect({ status, stderr: warnings(stderr) }).toEqual({ status: 0, stderr: '' });
        const paths = pathsWithLosses(entries, losses, 'rock-ridge');
        const wanted = entries
          .filter(({ type }) => type !== 'socket')
          .map((entry) => ({
            ...comparable(entry),
            path: paths.get(entry.path)!,
            mtime: options?.fixedTime ?? entry.mtime,
          }));
        expect(sorted(listFolder(into).map(comparable).map(withoutLinks))).toEqual(
          sorted(wanted.map(withoutLinks)),
        );
      },
    );
});

describe('7-Zip', () => {
  for (const { name } of usable.filter((one) => hasJoliet(one.name)))
    shows(name, '7zz', ['tool:7zz'], `tests ${name} as good and lists its Joliet names and sizes`, () => {
      const { image, entries, losses } = made.get(name)!;
      expect(read('7zz', 't', image).status).toBe(0);
      const dropped = hasRockRidge(name) ? 'joliet' : 'all';
      const kept = pathsWithLosses(entries, losses, dropped);
      const renamed = pathsWithLosses(entries, losses, 'joliet');
      const wanted = entries
        .filter(({ path }) => path !== '/' && kept.has(path))
        .map(({ path, type, sizeBytes }) => `${renamed.get(path)} ${type === 'dir' ? 'dir' : sizeBytes}`);
      expect(listedBy7zip(read('7zz', 'l', '-slt', '-ba', image).stdout).sort()).toEqual(wanted.sort());
    });
});

describe('isoinfo', () => {
  showing(
    { cases: [6], judge: 'isoinfo', needs: ['tool:isoinfo'] },
    'shows a name without a dot with dot and version',
    () => {
      expect(read('isoinfo', '-l', '-i', made.get('dots')!.image).stdout).toMatch(/ PLAIN\.;1 /);
    },
  );

  showing(
    { cases: [9], judge: 'isoinfo', needs: ['tool:isoinfo'] },
    'lists a thousand files in the order of ECMA-119 §9.3',
    () => {
      const names = read('isoinfo', '-f', '-i', made.get('thousand')!.image).stdout.trim().split('\n');
      expect(names).toHaveLength(1000);
      expect(names).toEqual([...names].sort());
    },
  );

  for (const { name } of readableBy('isoinfo'))
    shows(name, 'isoinfo', ['tool:isoinfo'], `lists as many entries in ${name} as went in`, () => {
      const { image, entries } = made.get(name)!;
      const lines = read('isoinfo', '-R', '-f', '-i', image)
        .stdout.split('\n')
        .filter((line) => line.startsWith('/'));
      expect(lines).toHaveLength(entries.length - 1);
    });
});

function emptyFolder(name: string): string {
  const folder = join(room, name);
  if (existsSync(folder)) throw new Error(`${folder} is there`);
  mkdirSync(folder);
  return folder;
}

function comparable({ path, type, mode, uid, gid, nlink, mtime, sizeBytes, md5, target }: Entry) {
  return {
    path,
    type,
    mode,
    uid,
    gid,
    nlink,
    mtime,
    sizeBytes,
    ...(md5 ? { md5 } : {}),
    ...(target === undefined ? {} : { target }),
  };
}

/** xorriso makes copies of hard links, does not set the times of symbolic ones and takes double slashes out of them. */
function withoutLinks<E extends Pick<Entry, 'type' | 'target'>>(entry: E) {
  if (entry.type !== 'symlink') return { ...entry, nlink: 0 };
  return { ...entry, nlink: 0, mtime: 0, target: entry.target?.replace(/\/+/g, '/') };
}

/** The folder taken out into keeps its own time. */
function sorted<E extends { path: string; mtime: number }>(entries: readonly E[]): E[] {
  return entries
    .map((entry) => (entry.path === '/' ? { ...entry, mtime: 0 } : entry))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function warnings(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => /WARNING|SORRY|FAILURE|FATAL/.test(line))
    .join('\n');
}

function listedBy7zip(text: string): string[] {
  return text
    .trim()
    .split(/\n\n+/)
    .filter(Boolean)
    .map((block) => {
      const fact = (name: string) => new RegExp(`^${name} = (.*)$`, 'm').exec(block)?.[1] ?? '';
      return `/${fact('Path')} ${fact('Folder') === '+' ? 'dir' : fact('Size')}`;
    });
}

testWith('tool:bsdtar')('the folder itself was not touched by any of it', () => {
  const { folder } = made.get('one-byte')!;
  expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('x');
});
