import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { many } from './author-cases.ts';
import { showing } from './conformance.ts';

// What most readers never look at: path tables, second copies of numbers. Each with a judge that does.

const room = temporaryFolder();
const image = join(room, 'tables.iso');
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** 26 folders of 12: path tables of several blocks, in ISO 9660 and in Joliet. */
const folders = [...ALPHABET].flatMap((letter) =>
  Array.from({ length: 12 }, (_, i) => `${letter}-and-a-longer-name/${12 - i}-below-${letter}`),
);

beforeAll(async () => {
  const folder = join(room, 'tree');
  mkdirSync(folder);
  many(
    folder,
    folders.map((path) => `${path}/file`),
  );
  await makeImage(folder, image);
});

interface Row {
  readonly number: number;
  readonly parent: number;
  readonly extent: number;
  readonly name: string;
}

/** The path table as isoinfo reads it. */
function pathTable(...ways: string[]): { sizeBytes: number; rows: Row[] } {
  const { stdout } = run('isoinfo', [...ways, '-p', '-i', image], { timeoutMs: 10_000 });
  const sizeBytes = Number(/size (\d+)/.exec(stdout)?.[1]);
  const rows = [...stdout.matchAll(/^ *(\d+): +(\d+) ([0-9a-f]+) (.*)$/gm)].map(
    ([, number, parent, extent, name]) => ({
      number: Number(number),
      parent: Number(parent),
      extent: Number.parseInt(extent!, 16),
      name: name!,
    }),
  );
  return { sizeBytes, rows };
}

/** Folders with their extents as isoinfo finds them by going through the tree. */
function treeFolders(...ways: string[]): Map<string, number> {
  const { stdout } = run('isoinfo', [...ways, '-l', '-i', image], { timeoutMs: 10_000 });
  const found = new Map<string, number>();
  let at = '';
  for (const line of stdout.split('\n')) {
    const heading = /^Directory listing of (.*)$/.exec(line);
    if (heading) at = heading[1]!;
    const [, extent, name] = /^d.*\[ *(\d+) \d+\] +(.*?) *$/.exec(line) ?? [];
    if (extent === undefined || name === '..') continue;
    found.set(name === '.' ? at : `${at}${name}/`, Number(extent));
  }
  return found;
}

for (const [name, ways, cases] of [
  ['ISO 9660', [], [12]],
  ['Joliet', ['-J'], [25]],
] as const)
  showing(
    { cases, judge: 'isoinfo -p', needs: ['tool:isoinfo'] },
    `the path table of ${name} has every folder once, in order, where the tree has it`,
    () => {
      const { sizeBytes, rows } = pathTable(...ways);
      expect(sizeBytes).toBeGreaterThan(2 * 2048);
      expect(rows).toHaveLength(1 + 26 + folders.length);
      const pathOf = ({ number, parent, name }: Row): string =>
        number === 1 ? '/' : `${pathOf(rows[parent - 1]!)}${name}/`;
      expect(new Map(rows.map((row) => [pathOf(row), row.extent]))).toEqual(treeFolders(...ways));
      // Level by level: parents in order, and names in order below each.
      for (const [i, row] of rows.entries()) {
        const before = rows[i - 1];
        if (!before || i === 1) continue;
        expect(row.parent).toBeGreaterThanOrEqual(before.parent);
        if (row.parent === before.parent) expect(row.name > before.name).toBe(true);
      }
    },
  );

showing({ cases: [9, 12], judge: 'isovfy', needs: ['tool:isovfy'] }, 'isovfy finds no errors', () => {
  const { status, stdout } = run('isovfy', [image], { timeoutMs: 20_000 });
  expect(status).toBe(0);
  expect(stdout).toMatch(/No errors found\s*$/);
});

describe('both copies of a number', () => {
  const spoiled = (name: string, atByte: number): string => {
    const bytes = readFileSync(image);
    bytes[16 * 2048 + atByte]! ^= 1;
    writeFileSync(join(room, name), bytes);
    return join(room, name);
  };

  showing({ cases: [16], judge: 'isosize', needs: ['tool:isosize'] }, 'isosize compares them', () => {
    expect(run('isosize', ['-x', image]).stderr).toBe('');
    expect(run('isosize', ['-x', spoiled('size.iso', 87)]).stderr).toMatch(/error/);
    expect(run('isosize', ['-x', spoiled('block.iso', 130)]).stderr).toMatch(/error/);
  });

  showing(
    { cases: [16], judge: '7zz', needs: ['tool:7zz'] },
    '7-Zip opens no volume where they differ',
    () => {
      expect(run('7zz', ['t', image]).status).toBe(0);
      expect(run('7zz', ['t', spoiled('size.iso', 87)]).status).not.toBe(0);
    },
  );
});

testWith('tool:xorriso')('xorriso reads every block of it as good', () => {
  const { stdout, stderr } = run('xorriso', ['-indev', `stdio:${image}`, '-check_media', '--'], {
    timeoutMs: 20_000,
  });
  const blocks = readFileSync(image).length / 2048;
  const [, checked] = /Media region : +0 , +(\d+) , \+ good/.exec(stdout + stderr) ?? [];
  expect(Number(checked)).toBe(blocks);
});

const loop = resolve('../shared/fixtures/iso_rockridge_ce_loop.iso.xz');

if (existsSync(loop))
  showing(
    { cases: [38], judge: 'grub-fstest, 7zz', needs: ['tool:grub-fstest', 'tool:7zz', 'tool:xz'] },
    'the loop is one: GRUB runs round in it for ever, 7-Zip without Rock Ridge does not meet it',
    () => {
      const path = join(room, 'loop.iso');
      expect(run('sh', ['-c', 'xz -dc "$1" > "$2"', 'sh', loop, path]).status).toBe(0);
      expect(run('grub-fstest', [path, 'ls', '/'], { timeoutMs: 2000 }).status).toBe(-1);
      expect(run('7zz', ['l', path], { timeoutMs: 10_000 }).status).toBe(0);
    },
  );
