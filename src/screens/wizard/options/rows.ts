import { isAuthored } from '../author-of.ts';
import type { Answers } from '../state.ts';
import { type ChoiceId, choiceValues } from './choices.ts';
import { makeRows } from './make-rows.ts';
import type { TextId } from './texts.ts';
import { restoreRows, writeRows } from './write-rows.ts';

/** One thing that can be chosen about how a job is done; all have a good default. */
export type OptionRow = Choice | Text;

interface Common {
  readonly title: string;
  /** What it is good for; one or two lines. */
  readonly why: string;
  /** Shown only after Tab. */
  readonly advanced?: boolean;
  /** False: it does not apply to these answers. */
  readonly applies?: (answers: Answers) => boolean;
}

export interface Choice extends Common {
  readonly kind: 'choice';
  readonly id: ChoiceId;
  /** A word for each value that is not `on` or `off`, and what it means. */
  readonly words?: { readonly [value: string]: readonly [word: string, why?: string] };
}

export interface Text extends Common {
  readonly kind: 'text';
  readonly id: TextId;
  /** What stands there while nothing is typed. */
  readonly empty: string;
}

/** The rows on the screen, the common ones first. */
export function optionRows(answers: Answers, showsAdvanced: boolean): OptionRow[] {
  const rows = allRows(answers);
  return showsAdvanced
    ? [...rows.filter(isCommon), ...rows.filter((row) => !isCommon(row))]
    : rows.filter(isCommon);
}

const isCommon = ({ advanced }: OptionRow) => advanced !== true;

/** Whether there is more behind Tab. */
export function hasAdvanced(answers: Answers): boolean {
  return allRows(answers).some((row) => !isCommon(row));
}

/** How many of the hidden rows are not at their default: they must not be forgotten. */
export function changedAdvanced(answers: Answers): number {
  return allRows(answers).filter((row) => !isCommon(row) && isChanged(row, answers)).length;
}

export function isChanged(row: OptionRow, { options: { choices, texts } }: Answers): boolean {
  return row.kind === 'choice'
    ? choices[row.id] !== choiceValues[row.id][0]
    : texts[row.id].text.trim() !== '';
}

function allRows(answers: Answers): OptionRow[] {
  const rows: readonly OptionRow[] = [
    ...(isAuthored(answers) ? makeRows : []),
    ...(answers.task === 'restore' ? restoreRows : writeRows),
  ];
  return rows.filter(({ applies }) => applies === undefined || applies(answers));
}
