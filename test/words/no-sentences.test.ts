import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sentencesIn } from './sentences.ts';
import { textsOnMedia } from './texts-on-media.ts';

// Codes and facts come from the engine and the hardware; what a person reads is made of them in src/words.

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const counted = Object.fromEntries(
  ['src/engine', 'src/hw']
    .flatMap(filesBelow)
    .map((file) => [file, sentencesIn(readFileSync(file, 'utf8')).length] as const)
    .filter(([, count]) => count > 0),
);

test('engine and hardware say no sentence', () => {
  expect(counted, 'make it a code with facts, and its sentence one of src/words').toEqual(textsOnMedia);
});

test('a sentence is two words in a string of any kind; comments, codes and commands are none', () => {
  expect(sentencesIn('x(\'it is closed\', "of the", `place is bad`)')).toHaveLength(3);
  expect(sentencesIn("// it is closed\n/* 'so be it' */ x('no-such-code', '--no-verify', 'sha256')")).toEqual(
    [],
  );
});
