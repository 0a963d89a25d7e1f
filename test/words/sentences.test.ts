import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Tables of languages, and what is in English only. */
const spared = /^src\/words\/((en|de)\/|options\/manual\.ts$)/;

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.ts') && !spared.test(path));
}

/** Texts in a source that read like a sentence; what is thrown as a bug of ours, and commands, are none. */
function sentencesIn(source: string): string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/^import .*$|throw new (Type|Range)?Error\(.*$/gm, '')
    // A pattern may hold quotation marks.
    .replace(/(?<=[[(,=]\s*)\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '');
  const texts = code.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
  return texts
    .map((text) => text.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'))
    .filter((text) => /[A-Za-z]{2,} [a-z]{2,}/.test(text) && !text.startsWith('isowright '));
}

test.each([...files('src/words'), ...files('src/tasks')])(
  '%s holds no sentence: they stand in the tables of languages',
  (path) => {
    expect(sentencesIn(readFileSync(path, 'utf8'))).toEqual([]);
  },
);

test('a sentence is found wherever it stands', () => {
  const source = "// not this\nconst a = 'the drive is gone';\nconst b = `it is there`;\n";
  expect(sentencesIn(source)).toEqual(['the drive is gone', 'it is there']);
});
