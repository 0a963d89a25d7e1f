import { afterEach, expect, test } from 'vitest';
import { beginAsking } from '../../src/screens/wizard/begin.ts';
import { optionRows } from '../../src/screens/wizard/options/rows.ts';
import { speak } from '../../src/words/language.ts';

afterEach(() => speak('en'));

test('options are named in the language that is spoken, and a row stays the same thing in it', async () => {
  const { answers } = beginAsking({ folder: '/', task: 'make' }, 0);
  const titles = () => optionRows(answers, true).map(({ title }) => title);
  expect(titles()).toContain('Leave out');
  await speak('de');
  expect(titles()).toContain('Weglassen');
  expect(titles()).not.toContain('Leave out');
  const [row] = optionRows(answers, true);
  expect(optionRows(answers, true)[0]).toBe(row);
});
