import { copyFileSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { Loss } from '../../src/engine/contract/events/loss.ts';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { has, type Need, run, testWith } from '../fakes/rigs.ts';
import * as build from './author-cases.ts';
import { type Entry, listFolder } from './author-listing.ts';
import { showing } from './conformance.ts';
import { byPath, contents, type Judged, judgeImages, lossLines, unixFacts } from './judged.ts';
import { makeSparseImage } from './sparse-image.ts';

// UDF 1.02 as the strictest readers see it: the kernel for what is in it, udfinfo and udfdump for its descriptors.

const { many, put } = build;
const GIB = 2 ** 30;
const kernel: Need[] = ['rigs', 'root'];
const room = temporaryFolder();
const SECTOR = 2048;

interface UdfCase {
  readonly name: string;
  readonly build: (folder: string) => void;
  readonly options?: Partial<AuthorOptions>;
}

const labels = [15, 16, 30, 31].map((length) => 'ЖЗИК'.repeat(8).slice(0, length));

const cases: readonly UdfCase[] = [
  { name: 'plain', build: plainTree },
  { name: 'plain-alone', build: plainTree, options: { iso9660: false } },
  { name: 'unix', build: unixTree },
  { name: 'unix-alone', build: unixTree, options: { iso9660: false } },
  { name: 'names', build: longNames },
  {
    name: 'crowd',
    build: (at) =>
      many(
        at,
        Array.from({ length: 5000 }, (_, i) => `folder/a file called ${i}.txt`),
      ),
  },
  { name: 'six-gib', build: (at) => build.sparseFile(join(at, 'install.wim'), 6 * GIB, [0, 6 * GIB - 7]) },
  { name: 'huge', build: (at) => build.sparseFile(join(at, 'huge'), 300 * GIB, [0, 300 * GIB - 7]) },
  { name: 'empty', build: () => {}, options: { iso9660: false } },
  ...labels.map((label) => ({
    name: `label-${label.length}`,
    build: (at: string) => put(at, 'x', 'x'),
    options: { label },
  })),
];

/** Copies of `plain-alone` with parts overwritten by zeros. */
const damages: Readonly<Record<string, readonly (readonly [fromSector: number, sectors: number])[]>> = {
  'first-anchor-gone': [[256, 1]],
  'last-anchors-gone': [[-150, 150]],
  'main-sequence-gone': [[32, 16]],
};

/** Which cases each image shows. */
const casesOf: Readonly<Record<string, readonly number[]>> = {
  'plain-alone': [40],
  unix: [46],
  'unix-alone': [40, 46],
  crowd: [45],
  empty: [40],
  'six-gib': [42],
};

const expected = new Map<string, Entry[]>();
const losses = new Map<string, readonly Loss[]>();
let judged: Judged;
let bridged: Judged;
const image = (name: string) => join(room, `${name}.iso`);

beforeAll(async () => {
  for (const one of cases) {
    const folder = join(room, one.name);
    mkdirSync(folder);
    one.build(folder);
    expected.set(one.name, listFolder(folder));
    const made = await makeSparseImage(folder, image(one.name), { udf: true, ...one.options });
    losses.set(one.name, made.losses);
  }
  for (const [name, parts] of Object.entries(damages)) damage(name, parts);
  if (!has('rigs') || !has('root')) return;
  const names = [...cases.map(({ name }) => name), ...Object.keys(damages)];
  judged = judgeImages(names.map(image), 'udf');
  bridged = judgeImages([image('plain')], 'iso9660;iso9660:norock');
}, 240_000);

function plainTree(at: string): void {
  build.sectorSizes(at);
  build.collisions(join(at, 'names'));
  many(at, ['a/b/c/d.txt', 'ünïcödé 日本 😀.txt', 'three/in a row']);
  put(at, 'nothing', '');
  mkdirSync(join(at, 'empty folder'));
}

function unixTree(at: string): void {
  build.symlinks(at);
  build.modes(at);
  build.hardLinks(at);
  build.times(join(at, 'folder'));
  if (!has('root')) return;
  build.owners(at);
  build.specialFiles(at);
}

function longNames(at: string): void {
  many(at, [
    'é'.repeat(127),
    'n'.repeat(254),
    'm'.repeat(255),
    'Ж'.repeat(127),
    '日'.repeat(84),
    '😀'.repeat(63),
  ]);
  many(at, [`${'p'.repeat(250)}.txt`, `${'p'.repeat(251)}.txt`]);
}

function damage(name: string, parts: readonly (readonly [number, number])[]): void {
  copyFileSync(image('plain-alone'), image(name));
  const sectors = readFileSync(image(name)).length / SECTOR;
  const fd = openSync(image(name), 'r+');
  for (const [from, count] of parts)
    writeSync(
      fd,
      new Uint8Array(count * SECTOR),
      0,
      count * SECTOR,
      (from < 0 ? sectors + from : from) * SECTOR,
    );
}

/** Paths that UDF does not hold. */
const lostIn = (name: string) =>
  (['udf', 'all'] as const)
    .flatMap((where) => lossLines(losses.get(name)!, where))
    .map((line) => line.split(' ')[0]!);
const entriesOf = (name: string) => judged.entries.get(`${name}.iso udf`) ?? [];

describe('the kernel', () => {
  showing(
    { cases: [41], judge: 'kernel', needs: kernel },
    'one content through UDF, Rock Ridge and Joliet',
    () => {
      const wanted = contents(expected.get('plain')!);
      expect(wanted.length).toBeGreaterThan(40);
      expect(contents(entriesOf('plain'))).toEqual(wanted);
      expect(contents(bridged.entries.get('plain.iso iso9660')!)).toEqual(wanted);
      // Joliet has other names where two differ only in case.
      const md5s = (lines: readonly string[]) => lines.map((line) => line.split(' ').at(-1)).sort();
      expect(md5s(contents(bridged.entries.get('plain.iso iso9660:norock')!))).toEqual(md5s(wanted));
    },
  );

  for (const name of ['plain-alone', 'unix', 'unix-alone', 'crowd', 'empty', 'six-gib'])
    showing({ cases: casesOf[name]!, judge: 'kernel udf', needs: kernel }, `${name} is the folder`, () => {
      const left = lostIn(name);
      const wanted = expected.get(name)!.filter(({ path }) => !left.includes(path));
      expect(byPath(entriesOf(name).map(unixFacts).map(plainLink))).toEqual(
        byPath(wanted.map(unixFacts).map(plainLink)),
      );
      expect(judged.words.get(`${name}.iso udf`) ?? '').not.toMatch(/error|warn|crc|checksum/i);
    });

  showing(
    { cases: [44], judge: 'kernel udf', needs: kernel },
    'names of 254 narrow and 127 wide characters; longer ones as said',
    () => {
      const renamed = losses.get('names')!.filter(({ where }) => where === 'udf');
      expect(renamed.map(({ path }) => path.length - 1).sort()).toEqual([255, 255]);
      const becomes = new Map(renamed.map((loss) => [loss.path, `/${loss.becomes}`]));
      const wanted = expected
        .get('names')!
        .map((entry) => ({ ...entry, path: becomes.get(entry.path) ?? entry.path }));
      expect(contents(entriesOf('names'))).toEqual(contents(wanted));
    },
  );

  showing({ cases: [43], judge: 'kernel udf', needs: kernel }, 'both ends of 300 GiB', () => {
    expect(contents(entriesOf('huge'))).toEqual(contents(expected.get('huge')!));
  });

  showing({ cases: [48], judge: 'kernel udf', needs: kernel }, 'either anchor is enough', () => {
    const whole = contents(entriesOf('plain-alone'));
    expect(contents(entriesOf('first-anchor-gone'))).toEqual(whole);
    expect(contents(entriesOf('last-anchors-gone'))).toEqual(whole);
  });

  showing({ cases: [49], judge: 'kernel udf', needs: kernel }, 'the reserve sequence is enough', () => {
    expect(contents(entriesOf('main-sequence-gone'))).toEqual(contents(entriesOf('plain-alone')));
  });
});

/** Linux joins components with one slash. */
function plainLink<E extends { readonly target?: string }>(entry: E): E {
  const { target } = entry;
  if (target === undefined) return entry;
  return { ...entry, target: target.replace(/\/+/g, '/').replace(/(.)\/$/, '$1') };
}

describe('udfinfo', () => {
  const facts = (name: string) => {
    const { status, stdout, stderr } = run('udfinfo', ['--locale', image(name)], { timeoutMs: 10_000 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return new Map(stdout.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
  };

  for (const name of ['plain', 'plain-alone', 'unix'])
    showing(
      { cases: [39], judge: 'udfinfo', needs: ['tool:udfinfo'] },
      `${name}: revision, counts, integrity, two anchors`,
      () => {
        const found = facts(name);
        expect(Object.fromEntries(found)).toMatchObject({
          udfrev: '1.02',
          label: name,
          integrity: 'closed',
          accesstype: 'readonly',
        });
        expect(found.get('uuid')).toMatch(/^[0-9a-f]{16}$/);
        const dirs = expected.get(name)!.filter(({ type }) => type === 'dir').length;
        expect(Number(found.get('numdirs'))).toBe(dirs);
        const lost = lostIn(name).length;
        const hardLinks = expected.get(name)!.filter(({ type, nlink }) => type !== 'dir' && nlink > 1);
        const extra =
          hardLinks.length - new Set(hardLinks.map(({ nlink, sizeBytes }) => `${nlink} ${sizeBytes}`)).size;
        expect(Number(found.get('numfiles'))).toBe(expected.get(name)!.length - dirs - lost - extra);
        expect(run('udfinfo', [image(name)]).stdout.match(/type=ANCHOR/g)).toHaveLength(2);
      },
    );

  showing(
    { cases: [47], judge: 'udfinfo', needs: ['tool:udfinfo'] },
    'wide labels stand in the logical volume as they are',
    () => {
      for (const label of labels) expect(facts(`label-${label.length}`).get('lvid')).toBe(label);
    },
  );
});

showing({ cases: [47], judge: 'blkid', needs: ['tool:blkid'] }, 'wide labels', () => {
  for (const label of labels)
    expect(
      run('blkid', [
        '-p',
        '-s',
        'LOGICAL_VOLUME_ID',
        '-o',
        'value',
        image(`label-${label.length}`),
      ]).stdout.trim(),
    ).toBe(label);
});

showing(
  { cases: [39, 41, 43], judge: 'udfdump', needs: ['tool:udfdump'] },
  'every descriptor is right, also allocation extents',
  () => {
    for (const name of ['plain-alone', 'unix-alone', 'crowd', 'huge']) {
      const { status, stdout } = run('udfdump', ['-t', '-b', '2048', image(name)], { timeoutMs: 30_000 });
      expect(status).toBe(0);
      expect(stdout.replace(/`unallocated space descriptor' ignored/, '')).not.toMatch(
        /error|bad|wrong|fail|corrupt|unknown|ignored|invalid/i,
      );
      const last = expected.get(name)!.findLast(({ path }) => /^[\x20-\x7e]+$/.test(path))!.path;
      expect(stdout).toContain(`:Rootdir${last}`);
    }
  },
);

describe('7-Zip and GRUB', () => {
  showing(
    { cases: [40], judge: '7zz', needs: ['tool:7zz'] },
    'UDF alone is tested as good and listed',
    () => {
      const { status, stdout } = run('7zz', ['l', '-slt', image('plain-alone')]);
      expect(status).toBe(0);
      expect(stdout).toContain('Type = Udf');
      const paths = [...stdout.matchAll(/^Path = (.*)$/gm)].map(([, path]) => `/${path}`).slice(1);
      const wanted = expected
        .get('plain-alone')!
        .map(({ path }) => path)
        .filter((path) => path !== '/');
      expect(paths.sort()).toEqual(wanted.sort());
      expect(run('7zz', ['t', image('plain-alone')]).status).toBe(0);
    },
  );

  showing(
    { cases: [40], judge: 'grub-fstest', needs: ['tool:grub-fstest'] },
    'files of UDF alone have their content',
    () => {
      for (const { path } of expected.get('plain-alone')!.filter(({ type }) => type === 'file')) {
        if (/[^\x20-\x7e]/.test(path)) continue;
        const ours = join(room, 'plain-alone', path);
        const { status, stdout, stderr } = run('grub-fstest', [image('plain-alone'), 'cmp', path, ours], {
          timeoutMs: 10_000,
        });
        expect({ path, status, out: stdout + stderr }).toEqual({ path, status: 0, out: '' });
      }
    },
  );

  for (const name of ['plain-alone', 'unix-alone'])
    showing(
      { cases: casesOf[name]!, judge: 'iso-read', needs: ['tool:iso-read'] },
      `libcdio reads the files of ${name}`,
      () => {
        const files = expected
          .get(name)!
          .filter(({ type, path }) => type === 'file' && /^[\w/.-]+$/.test(path));
        expect(files.length).toBeGreaterThan(3);
        for (const { path, sizeBytes } of files.filter((file) => file.sizeBytes > 0)) {
          const out = join(room, `${name}.read`);
          const { status } = run('iso-read', ['-U', '-i', image(name), '-e', path.slice(1), '-o', out], {
            timeoutMs: 10_000,
          });
          expect({ path, status }).toEqual({ path, status: 0 });
          const read = readFileSync(out).subarray(0, sizeBytes);
          expect(Buffer.compare(read, readFileSync(join(room, name, path)))).toBe(0);
        }
      },
    );

  showing({ cases: [40], judge: 'blkid', needs: ['tool:blkid'] }, 'UDF alone is recognised', () => {
    expect(
      run('blkid', ['-p', '-s', 'TYPE', '-s', 'VERSION', '-o', 'value', image('plain-alone')]).stdout,
    ).toBe('1.02\nudf\n');
  });

  testWith('tool:7zz')('7-Zip opens no UDF alone with links or devices, as docs/architecture.md says', () => {
    expect(run('7zz', ['t', image('unix-alone')]).status).toBe(2);
  });

  showing({ cases: [42], judge: '7zz', needs: ['tool:7zz'] }, '6 GiB have their size', () => {
    expect(run('7zz', ['l', '-slt', image('six-gib')]).stdout).toContain(`Size = ${6 * GIB}`);
  });
});

showing(
  { cases: [46], judge: 'losses', needs: [] },
  'targets that UDF cannot say are left out and said',
  () => {
    expect(lossLines(losses.get('unix')!, 'udf')).toEqual([
      '/component-255 link-dropped',
      '/target-1000 link-dropped',
    ]);
  },
);
