import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sources } from './architecture/imports.ts';
import { breachesOf, circlesOf, homeless } from './architecture/judge.ts';
import { rooms } from './architecture/rules.ts';

// Who may import whom. The rules are in test/architecture/rules.ts; types count.

const files = sources('src');
const imports = files.flatMap((file) => importsOf(file));

test('rooms import only what the house allows', () => {
  expect(
    breachesOf(imports),
    'move what is shared down; if it is meant, change test/architecture/rules.ts',
  ).toEqual([]);
});

test('every file lies in a room', () => {
  expect(homeless(files)).toEqual([]);
});

test('no imports go round in a circle, types counted', () => {
  expect(circlesOf(imports)).toEqual([]);
});

test('the rules themselves allow no circle', () => {
  const arrows = rooms.flatMap(({ at, may }) =>
    rooms
      .filter(
        (other) => other.at !== at && may.some((one) => other.at === one || other.at.startsWith(`${one}/`)),
      )
      .map((other) => ({ file: at, of: other.at })),
  );
  // The door is told by main.ts to begin, and joins all the others.
  expect(circlesOf(arrows.filter(({ of }) => of !== 'main.ts'))).toEqual([]);
  expect(arrows.length).toBeGreaterThan(50);
});

/** What is said of a house with these files. */
function judged(house: Readonly<Record<string, string>>): { breaches: string[]; circles: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'isowright-house-'));
  try {
    for (const [path, text] of Object.entries(house)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const found = sources('src', root).flatMap((file) => importsOf(file, root));
    return { breaches: breachesOf(found), circles: circlesOf(found) };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A file, what it must not import, and in which words it does. */
const refused: readonly (readonly [file: string, of: string, text: string])[] = [
  [
    'src/engine/write/transfer/lane.ts',
    'src/engine/read/browse/volume.ts',
    "import type { Volume } from '../../read/browse/volume.ts';",
  ],
  [
    'src/engine/write/targets/a.ts',
    'src/engine/author/tree/tree.ts',
    "export type { Tree } from '../../author/tree/tree.ts';",
  ],
  ['src/engine/bytes/formats/a.ts', 'node:fs', "import 'node:fs';"],
  [
    'src/engine/check/a.ts',
    'src/engine/bytes/codec/numbers.ts',
    "import { u16 } from '../bytes/codec/numbers.ts';",
  ],
  [
    'src/engine/jobs/steps/a.ts',
    'src/engine/jobs/runners/run.ts',
    "import {\n  type Runner,\n  run,\n} from '../runners/run.ts';",
  ],
  ['src/engine/author/layout/a.ts', 'src/engine/author/iso/a.ts', "type A = import('../iso/a.ts').A;"],
  [
    'src/engine/jobs/process/a.ts',
    'src/words/sizes.ts',
    "import { sizeText } from '../../../words/sizes.ts';",
  ],
  [
    'src/words/a.ts',
    'src/engine/author/tree/tree.ts',
    "import type { Tree } from '../engine/author/tree/tree.ts';",
  ],
  ['src/screens/app.tsx', 'src/hw/index.ts', "const hw = await import('../hw/index.ts');"],
  ['src/hw/machine.ts', 'src/screens/app.tsx', "import { App } from '../screens/app.tsx';"],
  ['src/cli/make.ts', 'ink', "import { render } from 'ink';"],
  ['src/new-room/a.ts', 'node:fs', "import 'node:fs';"],
];

test.each(refused)('%s is refused %s', (file, of, text) => {
  expect(judged({ [file]: `${text}\n` }).breaches).toEqual([`${file} imports ${of}`]);
});

test('what lies below may be imported, as types and as values', () => {
  const text =
    "import type { Plan } from '../../contract/plan/plan.ts';\nimport { a } from '../steps/a.ts';\nimport { b } from '../../write/undo/b.ts';\n";
  expect(judged({ 'src/engine/jobs/runners/a.ts': text }).breaches).toEqual([]);
});

test('a circle of types alone is a circle', () => {
  const { circles } = judged({
    'src/engine/write/undo/a.ts': "import type { B } from './b.ts';\n",
    'src/engine/write/undo/b.ts': "import { type C } from './c.ts';\n",
    'src/engine/write/undo/c.ts': "export type { A } from './a.ts';\n",
  });
  expect(circles).toEqual([
    'src/engine/write/undo/a.ts → src/engine/write/undo/b.ts → src/engine/write/undo/c.ts → src/engine/write/undo/a.ts',
  ]);
});

test('formats and codecs know no clock and no randomness', () => {
  const inPureRooms = files.filter((file) => file.startsWith('src/engine/bytes/'));
  expect(inPureRooms.length).toBeGreaterThan(5);
  const guilty = inPureRooms.filter((file) =>
    /Date\.now|new Date\(\)|Math\.random|performance\.now|process\./.test(text(file)),
  );
  expect(guilty).toEqual([]);
});

test('only the door ends the process, and only it knows the arguments', () => {
  const guilty = files.filter(
    (file) => !/^src\/(main|door)/.test(file) && /process\.(exit|argv|stdout|stdin)\b/.test(text(file)),
  );
  expect(guilty).toEqual([]);
});

test('screens take keys through one hook', () => {
  const users = files.filter((file) => file.startsWith('src/screens') && /\buseInput\b/.test(text(file)));
  expect(users.length).toBeLessThanOrEqual(1);
});

test('files hold one idea: none is longer than 250 lines', () => {
  const long = files.filter((file) => text(file).split('\n').length > 251);
  expect(long).toEqual([]);
});

function text(file: string): string {
  return readFileSync(file, 'utf8');
}
