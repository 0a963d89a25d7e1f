import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { de } from '../../src/words/de/table.ts';
import { en } from '../../src/words/en/table.ts';

/** Every sentence of a table by its path, `losses.where.udf`. */
function sentences(table: object, path = ''): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? sentences(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as [string, unknown]],
  );
}

const english = new Map(sentences(en));
const german = new Map(sentences(de));

test('German says all that English says, and nothing else', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
});

test('a sentence is told the same things in both languages', () => {
  const told = (value: unknown): number | undefined =>
    typeof value === 'function' ? value.length : undefined;
  const differing = [...english].filter(([path, value]) => told(value) !== told(german.get(path)));
  expect(differing.map(([path]) => path)).toEqual([]);
});

/** All sources but the tables themselves. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return /words\/(en|de)$/.test(path) ? '' : sources(path);
      return readFileSync(path, 'utf8');
    })
    .join('\n');
}

test('every sentence is said somewhere', () => {
  const text = sources('src');
  // A group that is looked up by a code (`reasons[reason]`) is used as a whole.
  const isNamed = (key: string): boolean => new RegExp(`\\b${key}\\b`).test(text);
  const unused = [...english.keys()].filter((path) => {
    const keys = path.split('.').filter((key) => key !== 'one' && key !== 'other');
    return !isNamed(keys.at(-1) ?? '') && !isNamed(keys.at(-2) ?? '');
  });
  expect(unused).toEqual([]);
});
