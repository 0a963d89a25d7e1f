import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimsIn, functionsIn } from './architecture/measures.ts';

// Small functions and small files are what makes the rooms readable; the numbers here may only shrink.

const MOST_LINES_OF_A_FUNCTION = 60;
const MOST_LINES_OF_NEARLY_ALL = 35;
const MOST_LINES_OF_A_FILE = 250;
/** In 1,000 lines. The aim is 4; this number only shrinks. */
const MOST_CLAIMS = 1.5;

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const functions = sources.flatMap(({ file, text }) => functionsIn(file, text));

test('no function is longer than a screen', () => {
  expect(functions.filter(({ lines }) => lines > MOST_LINES_OF_A_FUNCTION)).toEqual([]);
});

test('99 of 100 functions are short', () => {
  const long = functions.filter(({ lines }) => lines >= MOST_LINES_OF_NEARLY_ALL);
  expect(functions.length).toBeGreaterThan(3000);
  expect(long.length / functions.length, JSON.stringify(long, undefined, 1)).toBeLessThanOrEqual(0.01);
});

test('no file is longer than one can hold in mind', () => {
  const long = sources.filter(({ text }) => text.split('\n').length - 1 > MOST_LINES_OF_A_FILE);
  expect(long.map(({ file }) => file)).toEqual([]);
});

test('the compiler is told only rarely what it does not know', () => {
  const claims = sources.reduce((sum, { text }) => sum + claimsIn(text), 0);
  const lines = sources.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  expect((claims / lines) * 1000).toBeLessThan(MOST_CLAIMS);
});

test('the measure sees a long function, a method, an arrow, and no call', () => {
  const body = '    a();\n'.repeat(70);
  const text = [
    `export async function one({\n  a,\n}: A): void {\n${body}}`,
    `class X {\n  async #two(\n    a: number,\n  ): Promise<void> {\n${body}  }\n}`,
    `const three = (a: number): void => {\n${body}};`,
    `  call(\n${body}  );\n  other(a, {\n${body}  });\n  third(a),\n${body}}`,
  ].join('\n');
  expect(functionsIn('f', text).map(({ lines }) => lines)).toEqual([74, 74, 72]);
});

test('the measure sees a function that is long by the text it makes, which has braces of its own', () => {
  const text = `export function script(a: A): string {\n  return \`b() {\n}\n${'c\n'.repeat(70)}\`;\n}\n`;
  expect(functionsIn('f', text).map(({ lines }) => lines)).toEqual([75]);
});

test('the measure counts casts and non-null marks, and neither comments, texts, imports nor comparisons', () => {
  const text = [
    "import { a as b } from 'x';",
    '/** as it is! as that */',
    'const c = a as number; // as much',
    'const d = a![0]! + e.f!;',
    "const g = 'as is!' as const; const h = !a; const i = a !== b;",
    `const j = \`as it is \${k as string} as that!\`; l[0]!++;`,
  ].join('\n');
  expect(claimsIn(text)).toBe(6);
});

test('no unit test bounds time on the wall, which is as long as this machine is busy', () => {
  const bounded = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/^(?:rigs|e2e|oracles|bench|campaign)\//.test(name))
    .filter((name) =>
      /expect\((?:performance|Date)\.now\(\) - /.test(readFileSync(join('test', name), 'utf8')),
    );
  expect(bounded).toEqual([]);
});
