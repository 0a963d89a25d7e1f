import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const pages = [...globSync('docs/**/*.md'), ...globSync('*.md')];

/** Names in capitals stand for any: `run-NAME.ts`. */
const isExample = (path: string): boolean => /NAME|KIND|PLATFORM|LANGUAGE/.test(path);

test('every file that a page names is there', () => {
  expect(pages.length).toBeGreaterThan(10);
  const missing = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\b(?:test|src|scripts)\/[\w./-]+\.(?:tsx?|mjs)\b/g)]
      .map(([path]) => path)
      .filter((path) => !isExample(path) && !existsSync(path))
      .map((path) => `${page}: ${path}`),
  );
  expect([...new Set(missing)]).toEqual([]);
});

test('a file that the page about the house names in short is there, at the end of exactly that path', () => {
  const files = globSync('{src,test}/**/*.{ts,tsx}').map((path) => path.replaceAll('\\', '/'));
  const page = readFileSync('docs/architecture.md', 'utf8');
  const names = [...page.matchAll(/`([\w./-]+\.tsx?)`/g)].flatMap(([, name]) => name ?? []);
  expect(names.length).toBeGreaterThan(50);
  const missing = names.filter(
    (name) => !isExample(name) && !files.some((path) => path.endsWith(`/${name}`)),
  );
  expect(missing.filter((name) => !existsSync(name))).toEqual([]);
});
