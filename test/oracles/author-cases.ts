import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  openSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';

/** One folder of the conformance list (`formats.md` §6) and how it is made. */
export interface Case {
  readonly name: string;
  readonly build: (folder: string) => void;
  readonly options?: Partial<AuthorOptions>;
}

const GIB = 2 ** 30;

export const cases: readonly Case[] = [
  { name: 'empty', build: () => {} },
  { name: 'one-byte', build: (at) => put(at, 'x', 'x') },
  { name: 'zero-byte', build: (at) => many(at, ['first', 'second.txt', 'third'], () => '') },
  { name: 'sector-sizes', build: sectorSizes },
  { name: 'collisions', build: collisions },
  { name: 'dots', build: (at) => many(at, ['plain', '.hidden', 'a.b.c', 'tail.', '..x', 'A.B', 'A-B', 'A']) },
  { name: 'full-block', build: (at) => many(at, numbered(45)), options: { rockRidge: false, joliet: false } },
  { name: 'one-over', build: (at) => many(at, numbered(46)), options: { rockRidge: false, joliet: false } },
  {
    name: 'thousand',
    build: (at) =>
      many(
        at,
        Array.from({ length: 1000 }, (_, i) => `file ${i * 7919}.dat`),
      ),
  },
  { name: 'deep', build: (at) => put(at, `${'level/'.repeat(30)}bottom.txt`, 'deep') },
  { name: 'nine-levels', build: (at) => put(at, '1/2/3/4/5/6/7/8/9/ten', 'deep') },
  {
    name: 'unicode',
    build: (at) =>
      many(at, ['äöü ß.txt', '日本語のファイル.txt', 'кириллица', 'e\u0301.txt', '😀 emoji 🎉.png']),
  },
  {
    name: 'long-names',
    build: (at) => many(at, [`${'n'.repeat(196)}.txt`, 'ü'.repeat(100), `${'日'.repeat(60)}.txt`]),
  },
  {
    name: 'name-limits',
    build: (at) =>
      many(
        at,
        [247, 248, 249, 250, 251, 252, 253, 254, 255].map((n) => `${n}`.padEnd(n, 'q')),
      ),
  },
  {
    name: 'twins-at-limit',
    build: (at) =>
      many(
        at,
        [1, 2, 3, 4].map((n) => `${'t'.repeat(254)}${n}`),
      ),
  },
  {
    name: 'continuations',
    build: (at) =>
      many(
        at,
        Array.from({ length: 60 }, (_, i) => `${i}`.padEnd(180 + i, 'c')),
      ),
  },
  {
    name: 'joliet-limits',
    build: (at) =>
      many(
        at,
        [63, 64, 65, 102, 103, 104, 105].map((n) => `${`${n}`.padEnd(n - 4, 'j')}.txt`),
      ),
  },
  {
    name: 'joliet-twins',
    build: (at) =>
      many(
        at,
        ['a', 'b', 'c'].map((end) => `${'j'.repeat(120)}${end}.txt`),
      ),
  },
  {
    name: 'forbidden',
    build: (at) => many(at, ['a:b', 'a;b', 'a*b', 'a?b', 'back\\slash', 'tab\there', 'line\nfeed']),
  },
  { name: 'symlinks', build: symlinks },
  { name: 'longest-target', build: longestTargets },
  { name: 'dots-target', build: dotsTarget },
  {
    name: 'large-device',
    build: (at) => void execFileSync('mknod', [join(at, 'large'), 'b', '259', '70000']),
  },
  { name: 'modes', build: modes },
  { name: 'owners', build: owners },
  { name: 'special-files', build: specialFiles },
  { name: 'hard-links', build: hardLinks },
  { name: 'times', build: times },
  {
    name: 'many-folders',
    build: (at) =>
      many(
        at,
        Array.from({ length: 300 }, (_, i) => `folder ${i}/inner/${i}`),
      ),
  },
  { name: 'sparse-5g', build: sparse },
  { name: 'fixed-time', build: sectorSizes, options: { fixedTime: 1_000_000_000 } },
  { name: 'without-joliet', build: collisions, options: { joliet: false } },
  { name: 'without-rock-ridge', build: collisions, options: { rockRidge: false } },
];

/** Which numbers of `formats.md` §6 a case shows. */
export const shownBy: Readonly<Record<string, readonly number[]>> = {
  empty: [1],
  'one-byte': [2],
  'zero-byte': [3],
  'sector-sizes': [4],
  dots: [6],
  'full-block': [7],
  'one-over': [8],
  thousand: [9],
  deep: [35],
  'nine-levels': [10],
  unicode: [23],
  'name-limits': [28],
  'twins-at-limit': [28],
  continuations: [29],
  'joliet-limits': [21],
  'joliet-twins': [21],
  forbidden: [22],
  symlinks: [30],
  'longest-target': [30],
  'dots-target': [30],
  modes: [31],
  owners: [31],
  'special-files': [32],
  'large-device': [32],
  'hard-links': [33],
  times: [34],
  'many-folders': [12],
  'sparse-5g': [14],
};

/** Cases that need root to build their folder. */
export const ROOT_CASES = new Set(['owners', 'special-files', 'large-device']);

export function put(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(`${folder}/${path}`, content);
}

export function many(
  folder: string,
  paths: readonly string[],
  content = (path: string) => `content of ${path}`,
): void {
  for (const path of paths) put(folder, path, content(path));
}

/** 45 records of 44 bytes and the two of 34 fill a sector to its last byte. */
function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `FILE${String(i).padStart(2, '0')}.TX`);
}

export function sectorSizes(at: string): void {
  for (const size of [1, 2047, 2048, 2049, 4095, 4096, 4097, 1_000_000])
    put(at, `size-${size}`, Buffer.alloc(size, String(size)));
}

export function collisions(at: string): void {
  many(at, ['readme', 'README', 'Readme.', 'readme.txt', 'README.TXT', 'rea-dme', 'rea+dme', 'rea_dme']);
  many(
    at,
    Array.from({ length: 30 }, (_, i) => `sub/the same first thirty-one letters ${i}.text`),
  );
  many(at, ['long.extension-one', 'long.extension-two', 'x.1', 'x.2', 'x/y', 'X.D/y']);
}

export function symlinks(at: string): void {
  put(at, 'folder/file', 'target');
  const targets: Record<string, string> = {
    relative: 'folder/file',
    absolute: '/etc/passwd',
    root: '/',
    up: '../../x',
    dot: './folder/./file',
    'double-slash': 'folder//file',
    'tail-slash': 'folder/',
    'two-slashes': '//folder',
    dangling: 'nowhere',
    unicode: 'zïel/日本',
    'component-255': `a/${'c'.repeat(255)}/b`,
    'component-248': `${'d'.repeat(248)}/${'e'.repeat(249)}`,
    'target-1000': `${'ab/'.repeat(333)}x`,
    'target-1023': `${'longer component/'.repeat(60)}end`,
    'twelve-by-28': Array.from({ length: 12 }, () => 'y'.repeat(28)).join('/'),
  };
  for (const [name, target] of Object.entries(targets)) symlinkSync(target, join(at, name));
}

function longestTargets(at: string): void {
  symlinkSync(`${'z/'.repeat(2047)}z`, join(at, 'short components'));
  symlinkSync(`${'longer component/'.repeat(235)}end`, join(at, 'longer components'));
}

/** Targets whose SL fields end at every place of a `..`. */
function dotsTarget(at: string): void {
  for (let i = 0; i < 8; i++)
    symlinkSync(`${'x'.repeat(i)}/${'../'.repeat(200)}${'.'.repeat(100)}end`, join(at, `link ${i}`));
}

export function modes(at: string): void {
  for (const mode of [0o644, 0o400, 0o4755, 0o2755, 0o6711, 0o777, 0o640]) {
    put(at, `m${mode.toString(8)}`, 'm');
    chmodSync(join(at, `m${mode.toString(8)}`), mode);
  }
  for (const mode of [0o1777, 0o700, 0o2775]) {
    mkdirSync(join(at, `d${mode.toString(8)}`));
    chmodSync(join(at, `d${mode.toString(8)}`), mode);
  }
}

export function owners(at: string): void {
  for (const id of [0, 1000, 65_534, 2 ** 31, 2 ** 32 - 2]) {
    put(at, `u${id}`, 'u');
    chownSync(join(at, `u${id}`), id, id);
  }
}

export function specialFiles(at: string): void {
  execFileSync('mknod', [join(at, 'null'), 'c', '1', '3']);
  execFileSync('mknod', [join(at, 'disk'), 'b', '8', '17']);
  execFileSync('mkfifo', [join(at, 'pipe')]);
  const bind = 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])';
  execFileSync('python3', ['-c', bind, 'socket'], { cwd: at });
}

export function hardLinks(at: string): void {
  put(at, 'one/file', 'shared content');
  mkdirSync(join(at, 'two'));
  linkSync(join(at, 'one/file'), join(at, 'two/other name'));
  linkSync(join(at, 'one/file'), join(at, 'third'));
  put(at, 'empty', '');
  linkSync(join(at, 'empty'), join(at, 'empty too'));
}

export function times(at: string): void {
  // Later ones are right in the image, but Linux 6.1 reads them into 32 bits: see the test with bsdtar.
  for (const seconds of [0, 1, 951_782_400, 2 ** 31 - 1, -86_400, -1_000_000_000]) {
    put(at, `t${seconds}`, 't');
    utimesSync(join(at, `t${seconds}`), seconds, seconds);
  }
  symlinkSync('t0', join(at, 'link'));
  lutimesSync(join(at, 'link'), 86_400, 86_400);
  mkdirSync(join(at, 'folder'));
  utimesSync(join(at, 'folder'), 1000, 1000);
}

function sparse(at: string): void {
  sparseFile(join(at, 'five'), 5 * GIB, [0, 4_294_965_248 - 3, 5 * GIB - 7]);
  put(at, 'zz after', 'after');
}

export function sparseFile(path: string, sizeBytes: number, marks: readonly number[]): void {
  const fd = openSync(path, 'w');
  ftruncateSync(fd, sizeBytes);
  for (const mark of marks) writeSync(fd, 'marked!', mark);
  closeSync(fd);
}
