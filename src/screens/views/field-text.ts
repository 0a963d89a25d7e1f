import { cleanText } from '../../words/clean.ts';
import { fitEnd, fitStart } from '../look/fit.ts';
import { glyphsOf, type Look } from '../look/look.ts';
import type { TextField } from '../wizard/text-field.ts';

/** A text field with its caret drawn as a character (`_` at the end, `|` inside), in at most so many columns. */
export function fieldText({ text, caret }: TextField, columns: number, look: Look): string {
  const { dots } = glyphsOf(look);
  const characters = [...text].map(cleanOne);
  const before = characters.slice(0, caret).join('');
  const after = characters.slice(caret).join('');
  if (after === '') return `${fitStart(before, columns - 1, dots)}_`;
  const shownAfter = fitEnd(after, Math.max(4, Math.floor(columns / 3)), dots);
  return `${fitStart(before, columns - 1 - [...shownAfter].length, dots)}|${shownAfter}`;
}

const cleanOne = (character: string) => cleanText(character);
