import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { Loss } from '../../src/engine/contract/events/loss.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { judgeRecords } from '../fakes/judge.ts';
import { has } from '../fakes/rigs.ts';
import { cases, ROOT_CASES, shownBy } from './author-cases.ts';
import { type Entry, listFolder, pathsWithLosses } from './author-listing.ts';
import { showing } from './conformance.ts';

// The Linux kernel says what is in each image, in its three ways of reading one; all images share one guest.

/** A test that shows what `name` is there for. */
const shows = (name: string, judge: string, title: string, body: () => void) =>
  showing({ cases: shownBy[name] ?? [], judge, needs: ['rigs', 'root'] }, title, body);
const usable = cases.filter(({ name }) => has('root') || !ROOT_CASES.has(name));
const room = temporaryFolder();
const expected = new Map<string, Entry[]>();
const losses = new Map<string, readonly Loss[]>();
const judged = new Map<string, Entry[]>();
const kernelWords = new Map<string, string>();

beforeAll(async () => {
  if (!has('rigs') || !has('root')) return;
  for (const { name, build, options } of usable) {
    const folder = join(room, name);
    mkdirSync(folder);
    build(folder);
    expected.set(name, listFolder(folder));
    losses.set(name, (await makeImage(folder, join(room, `${name}.iso`), options)).losses);
  }
  judge(usable.map(({ name }) => join(room, `${name}.iso`)));
}, 240_000);

function judge(images: readonly string[]): void {
  const ways = 'iso9660;iso9660:norock;iso9660:norock,nojoliet';
  for (const line of judgeRecords(images, ways)) {
    const { image, as, record, text, error, ...entry } = JSON.parse(line);
    const key = `${image.slice(room.length + 1, -4)} ${as}`;
    if (error) throw new Error(line);
    if (record === 'limit') throw new Error(line);
    if (record === 'entry') judged.set(key, [...(judged.get(key) ?? []), entry]);
    if (record === 'kernel') kernelWords.set(key, `${kernelWords.get(key) ?? ''}${text}\n`);
  }
}

const hasRockRidge = (name: string) => cases.find((one) => one.name === name)?.options?.rockRidge !== false;
const hasJoliet = (name: string) => cases.find((one) => one.name === name)?.options?.joliet !== false;

/** Linux leaves Rock Ridge for Joliet when the primary root has no entries. */
const readAsRockRidge = usable.filter(({ name }) => hasRockRidge(name) && name !== 'empty');

describe('Rock Ridge as the kernel reads it', () => {
  for (const { name, options } of readAsRockRidge)
    shows(
      name,
      'kernel Rock Ridge',
      `${name}: names, types, modes, owners, links, times, sizes and contents are the folder's`,
      () => {
        const paths = pathsWithLosses(expected.get(name)!, losses.get(name)!, 'rock-ridge');
        const wanted = expected.get(name)!.map((entry) => ({
          ...comparable(entry),
          path: paths.get(entry.path)!,
          mtime: options?.fixedTime ?? entry.mtime,
        }));
        expect(byPath(judged.get(`${name} iso9660`)!.map(comparable))).toEqual(byPath(wanted));
      },
    );

  showing(
    { cases: [36], judge: 'kernel', needs: ['rigs', 'root'] },
    'says RRIP_1991A once and complains of nothing',
    () => {
      for (const { name } of readAsRockRidge) {
        const words = kernelWords.get(`${name} iso9660`)!;
        expect(words.match(/RRIP_1991A/g)).toHaveLength(1);
        expect(words.replace(/ISO 9660 Extensions: .*\n/g, '')).toBe('');
      }
    },
  );
});

describe('Joliet as the kernel reads it', () => {
  for (const { name } of usable.filter((one) => hasJoliet(one.name)))
    shows(
      name,
      'kernel Joliet',
      `${name}: every file and folder is there under its name, or the one a loss announced`,
      () => {
        const where = hasRockRidge(name) ? 'joliet' : 'all';
        const paths = pathsWithLosses(expected.get(name)!, losses.get(name)!, where);
        for (const [path, becomes] of pathsWithLosses(expected.get(name)!, losses.get(name)!, 'joliet'))
          if (paths.has(path)) paths.set(path, becomes);
        const wanted = expected
          .get(name)!
          .filter(({ path }) => paths.has(path))
          .map((entry) => content({ ...entry, path: paths.get(entry.path)! }));
        expect(byPath(judged.get(`${name} iso9660:norock`)!.map(content))).toEqual(byPath(wanted));
      },
    );
});

describe('plain ISO 9660 as the kernel reads it', () => {
  for (const { name } of usable)
    shows(
      name,
      'kernel ISO 9660',
      `${name}: as many entries at each depth with the same contents, all names legal and different`,
      () => {
        const entries = judged.get(`${name} iso9660:norock,nojoliet`)!;
        const withoutSpecial = hasRockRidge(name)
          ? expected.get(name)!
          : expected.get(name)!.filter(({ type }) => type === 'file' || type === 'dir');
        expect(entries.map(shape).sort()).toEqual(withoutSpecial.map(shape).sort());
        const names = entries.map(({ path }) => path);
        expect(new Set(names).size).toBe(names.length);
        for (const path of names) expect(path).toMatch(/^(\/[a-z0-9_]{1,31}(\.[a-z0-9_]{1,10})?)+$|^\/$/);
      },
    );
});

/** What must be equal; sizes of folders and links are each file system's own. */
function comparable({ path, type, mode, uid, gid, nlink, mtime, sizeBytes, md5, target }: Entry) {
  const size = type === 'file' ? sizeBytes : 0;
  return {
    path,
    type,
    mode,
    uid,
    gid,
    nlink,
    mtime,
    sizeBytes: size,
    ...(md5 ? { md5 } : {}),
    ...(target === undefined ? {} : { target }),
  };
}

function content({ path, type, sizeBytes, md5 }: Entry) {
  return { path, type, sizeBytes: type === 'file' ? sizeBytes : 0, ...(md5 ? { md5 } : {}) };
}

/** Links and special files look like empty files to a plain reader. */
function shape({ path, type, sizeBytes, md5 }: Entry): string {
  const depth = path === '/' ? 0 : path.split('/').length;
  if (type === 'dir') return `${depth} dir`;
  return `${depth} file ${type === 'file' && sizeBytes > 0 ? `${sizeBytes} ${md5}` : 'empty'}`;
}

function byPath<E extends { path: string }>(entries: readonly E[]): E[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}
