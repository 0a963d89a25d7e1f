import { expect, test } from 'vitest';
import { Glob } from '../../../../src/engine/author/tree/glob.ts';

/** Looks at parts of the pattern that one match takes. */
function stepsOf(pattern: string, path: string): number {
  const glob = new Glob(pattern, true);
  glob.matches(path);
  return glob.steps;
}

test.each([
  ['many stars', `${'*a'.repeat(40)}[b]`, 'a'],
  ['many stars across folders', `${'**/a/'.repeat(40)}[b]`, 'a/'],
  ['stars in stars', `${'*'.repeat(200)}a${'*?'.repeat(30)}[b]`, 'a'],
  ['folders in a row', `${'**/'.repeat(200)}[b]`, '/'],
])('%s take time proportional to the path', (_, pattern, letter) => {
  const [once, twice] = [1000, 2000].map((count) => stepsOf(pattern, letter.repeat(count)));
  expect(once).toBeGreaterThan(0);
  expect(twice! / once!).toBeLessThan(2.1);
  expect(twice! / (2000 * letter.length)).toBeLessThan(2 * (pattern.length + 1));
});

test('a hundred thousand brackets that are never closed are letters', () => {
  const brackets = '['.repeat(100_000);
  expect(new Glob(brackets, true).matches(brackets)).toBe(true);
});

test('a class may hold an ampersand', () => {
  expect(new Glob('[a&b]', false).matches('x/&')).toBe(true);
});
