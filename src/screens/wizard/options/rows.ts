import type { Option } from '../../../tasks/options/option.ts';
import { allOptions } from '../../../tasks/options/options.ts';
import { t } from '../../../words/language.ts';
import { optionWords } from '../../../words/options/options.ts';
import type { Answers } from '../state.ts';
import { taskIn } from '../undertaking.ts';
import { type ChoiceId, choiceValues } from './choices.ts';
import type { OptionRow } from './option-row.ts';
import type { TextId } from './texts.ts';
import { optionsOf } from './values.ts';

/** The rows on the screen, the common ones first. Where none is common, nothing is hidden. */
export function optionRows(answers: Answers, showsAdvanced: boolean): OptionRow[] {
  const common = allRows(answers).filter(isCommonIn(answers));
  return showsAdvanced || common.length === 0 ? [...common, ...advancedRows(answers)] : common;
}

/** Not seldom needed at all, nor by what is to be done. */
function isCommonIn(answers: Answers): (row: OptionRow) => boolean {
  const seldom: readonly string[] = taskIn(answers)?.seldom ?? [];
  return ({ isAdvanced, id }) => !isAdvanced && !seldom.includes(id);
}

/** Whether there is more behind Tab. */
export function hasAdvanced(answers: Answers): boolean {
  return allRows(answers).some(isCommonIn(answers)) && advancedRows(answers).length > 0;
}

/** How many of the hidden rows are not at their default: they must not be forgotten. */
export function changedAdvanced(answers: Answers): number {
  return advancedRows(answers).filter((row) => isChanged(row, answers)).length;
}

export function isChanged(row: OptionRow, { options: { choices, texts } }: Answers): boolean {
  return row.kind === 'choice'
    ? choices[row.id] !== choiceValues[row.id][0]
    : texts[row.id].text.trim() !== '';
}

function advancedRows(answers: Answers): OptionRow[] {
  const isCommon = isCommonIn(answers);
  return allRows(answers).filter((row) => !isCommon(row));
}

function allRows(answers: Answers): OptionRow[] {
  return optionsOf(answers)
    .filter(({ row }) => row !== 'none')
    .flatMap(({ id }) => rowsById().get(id) ?? []);
}

function rowOf(option: Option): OptionRow {
  const { title = '', why = '', values: words = {}, empty = '' } = optionWords(option.id);
  const common = { title, why, isAdvanced: option.row === 'advanced', option };
  return option.kind === 'choice'
    ? { ...common, kind: 'choice', id: option.id as ChoiceId, words }
    : { ...common, kind: 'text', id: option.id as TextId, empty };
}

type Rows = ReadonlyMap<string, OptionRow>;

const rowsIn = new WeakMap<object, Rows>();

/** A row is the same thing each time while one language is spoken: screens compare it with the one under the cursor. */
function rowsById(): Rows {
  const table = t();
  const rows: Rows =
    rowsIn.get(table) ?? new Map(allOptions.map((option) => [option.id, rowOf(option)] as const));
  rowsIn.set(table, rows);
  return rows;
}
