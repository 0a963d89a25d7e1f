import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tasks } from '../../src/tasks/tasks.ts';

// Twelve more kinds of job would drown a program that asks for each by its name. What is known of a kind stands in its
// task, its plan and its runner; everybody else asks for what the kind does.

const names = [...Object.keys(tasks), 'look', 'jobs'].join('|');
/** Words of other tables that happen to be the same: phases of a job, purposes of an open drive, steps, keys and calls. */
const others = /(^|[.#\s(])(phase|purpose|step|command|body\.kind|syscall|request\.do|order\.do)$/;

interface Comparison {
  readonly file: string;
  readonly text: string;
}

/** Places where something is held against the name of a kind. */
function comparisonsIn(file: string, text: string): Comparison[] {
  return [
    ...found(text, new RegExp(`([\\w.#?()]+)\\s*[!=]==?\\s*'(?:${names})'`, 'g')),
    ...found(text, new RegExp(`'(?:${names})'\\s*[!=]==?\\s*([\\w.#?()]+)`, 'g')),
    ...cases(text),
    ...found(text, new RegExp(`(\\[[^\\]]*'(?:${names})'[^\\]]*\\])\\.(?:includes|indexOf)\\(`, 'g')),
  ].map((place) => ({ file, text: place }));
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)]
    .filter(([, operand = '']) => !others.test(operand.replace(/^\(+/, '')))
    .map(([whole]) => whole);
}

/** `case 'write':` below the `switch` it belongs to. */
function cases(text: string): string[] {
  return [...text.matchAll(new RegExp(`case '(?:${names})':`, 'g'))]
    .map(({ index, 0: whole }) => {
      const operand = [...text.slice(0, index).matchAll(/switch \(([^)]*)\)/g)].at(-1)?.[1] ?? '';
      return others.test(operand) ? '' : `switch (${operand}) ${whole}`;
    })
    .filter((place) => place !== '');
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

test('nobody asks a plan or a task for its name: a new kind would have to be told there too', () => {
  const asked = sources('src')
    .filter((file) => !file.startsWith('src/tasks/'))
    .flatMap((file) => comparisonsIn(file, readFileSync(file, 'utf8')));
  expect(asked, 'ask what the kind does: its nature, or a field of its task').toEqual([]);
});

test.each([
  ["if (plan.do === 'write') return;"],
  ["const isMake = task !== 'make';"],
  ["return 'restore' === answers.task;"],
  ["switch (plan.do) {\n  case 'undo':\n    return 1;\n}"],
  ["if (job?.do === 'undo') return;"],
  ["if (['make', 'write'].includes(task)) return;"],
])('the rule sees %j', (text) => {
  expect(comparisonsIn('src/screens/app.tsx', text)).toHaveLength(1);
});

test.each([
  ["if (progress.phase === 'write') return;"],
  ["if (purpose === 'write') return;"],
  ["switch (phase) {\n  case 'verify':\n    return 1;\n}"],
  ["if (asking.step === 'jobs') return;"],
])('the rule passes over %j, which is no kind', (text) => {
  expect(comparisonsIn('src/screens/app.tsx', text)).toEqual([]);
});
