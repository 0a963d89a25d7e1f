import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Literal, literalsOf } from './patterns/literals.ts';
import { slowTextFor } from './patterns/slow-texts.ts';

// Foreign text goes through every regular expression: names, menus, sidecars, headers. Each is attacked with texts made from its own
// parts, and the steps of a backtracking machine are counted: twice the text may not take four times the steps.

/** Slow by their form, and harmless: what they meet is short. */
const SHORT: Readonly<Record<string, string>> = {
  'src/engine/check/udf/maps.ts \\0+$': '23 bytes of an entity identifier',
};

const all: (Literal & { readonly file: string })[] = [];
beforeAll(async () => {
  for await (const file of glob('src/**/*.{ts,tsx}'))
    for (const literal of literalsOf(readFileSync(file, 'utf8'))) all.push({ ...literal, file });
});

test('no regular expression of the program takes more than its text allows', () => {
  expect(all.length).toBeGreaterThan(150);
  const slow = all
    .filter(({ file, pattern }) => SHORT[`${file} ${pattern}`] === undefined)
    .flatMap(({ file, line, pattern, flags }) => {
      const text = slowTextFor(pattern, flags);
      return text ? [`${file}:${line} /${pattern}/${flags} with ${JSON.stringify(text)}`] : [];
    });
  expect(slow).toEqual([]);
}, 600_000);

test('none is put together from text while the program runs', async () => {
  const made: string[] = [];
  for await (const file of glob('src/**/*.{ts,tsx}'))
    if (/\bRegExp\(/.test(readFileSync(file, 'utf8'))) made.push(file);
  expect(made).toEqual([]);
});

describe('the attack finds what is slow', () => {
  test.each([
    ['^\\s*search\\b[^\\n]*?(?:--label|\\s-l)\\s+(?:--\\S+\\s+)*["\']?([^\\s"\']+)', 'gm'],
    ['^\\s*(?:linux|initrd)\\s+(\\S+)', 'gm'],
    [' +$', ''],
    ['(?<!\\\\) +$', ''],
    ['\\s*[\\r\\n]+\\s*', 'g'],
    ['^(a+)+$', ''],
    ['^(?:a|a)*b', ''],
    ['^(?:.*/)?[^/]*a[^/]*a[^/]*b$', 'su'],
    ['<Name>\\s*([^<]*?)\\s*</Name>', ''],
  ])('/%s/%s', (pattern, flags) => {
    expect(slowTextFor(pattern, flags)).toBeDefined();
  });

  test.each([
    ['^[ \\t]+', ''],
    ['^(\\\\?)([0-9a-fA-F]{32,128})(?![^ \\t])(.*)$', 's'],
    ['\\b(?:CD)?LABEL=([^\\s:"\',]+)', 'g'],
    ['[^A-Z0-9_]', 'gu'],
  ])('and leaves /%s/%s alone', (pattern, flags) => {
    expect(slowTextFor(pattern, flags)).toBeUndefined();
  });
});
