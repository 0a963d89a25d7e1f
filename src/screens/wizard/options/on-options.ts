import { t } from '../../../words/language.ts';
import type { Key } from '../../keys/key.ts';
import { commandAt } from '../../keys/table.ts';
import { isMove, movedId } from '../cursor.ts';
import { next } from '../go-on.ts';
import { namedAs } from '../output.ts';
import type { Asking, OptionAnswers, Wizard } from '../state.ts';
import { editField, insertText, type TextField } from '../text-field.ts';
import { isAskedWhichWay, otherWayChosen } from '../two-ways.ts';
import { back, withNotice } from '../walk.ts';
import { type ChoiceId, turned } from './choices.ts';
import type { OptionRow, Text } from './option-row.ts';
import { hasAdvanced, optionRows } from './rows.ts';
import type { TextId } from './texts.ts';

/** Longer than any field; a list of patterns may be long. */
const LONGEST_TEXT = 2_000;

/** A key on the options: on a row of text it edits the text, on any other it turns the value. */
export function onOptionsKey(asking: Asking, key: Key, atMs: number): Wizard {
  const row = markedOption(asking);
  const edited = row?.kind === 'text' && key !== 'up' && key !== 'down' ? edit(asking, row, key) : undefined;
  if (edited !== undefined) return edited;
  const command = commandAt('options', key);
  if (command === 'next') return next(asking, atMs);
  if (command === 'back') return back(asking, atMs);
  if (command === 'more') return toggleAdvanced(asking);
  if (command === 'toggle' || command === 'turn-back')
    return row?.kind === 'choice' ? turnOption(asking, row.id, command === 'toggle' ? 1 : -1) : asking;
  if (command === undefined || !isMove(command)) return asking;
  return {
    ...asking,
    optionList: { ...asking.optionList, cursor: movedId(rowIds(asking), row?.id, command) },
  };
}

/** The row under the cursor; the first one when that is gone. */
export function markedOption(asking: Asking): OptionRow | undefined {
  const rows = optionRows(asking.answers, asking.optionList.showsAdvanced);
  return rows.find(({ id }) => id === asking.optionList.cursor) ?? rows[0];
}

/** A paste goes into the marked text; lines of a list become patterns. */
export function pasteOption(asking: Asking, text: string): Asking {
  const row = markedOption(asking);
  if (row?.kind !== 'text') return withNotice(asking, t().screens.options.markText);
  const flat = row.option.kind === 'list' ? linesOf(text).join(', ') : text;
  return typeOption(
    asking,
    row.id,
    insertText(asking.answers.options.texts[row.id], flat.slice(0, LONGEST_TEXT)),
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function edit(asking: Asking, row: Text, key: Key): Asking | undefined {
  const field = editField(asking.answers.options.texts[row.id], key);
  if (field === undefined) return undefined;
  return field.text.length > LONGEST_TEXT ? asking : typeOption(asking, row.id, field);
}

/** The next value of a choice, or the one before. */
export function turnOption(asking: Asking, id: ChoiceId, by: 1 | -1): Asking {
  if (id === 'files' && isAskedWhichWay(asking))
    return otherWayChosen({ ...asking, optionList: { ...asking.optionList, choseWay: true } });
  const { options } = asking.answers;
  const choices = turned(options.choices, id, by);
  const next = withOptions(asking, { ...options, choices });
  return id === 'convertFormat' ? { ...next, output: namedAs(asking.output, choices.convertFormat) } : next;
}

function toggleAdvanced(asking: Asking): Asking {
  if (!hasAdvanced(asking.answers)) return withNotice(asking, t().screens.options.nothingMore);
  const showsAdvanced = !asking.optionList.showsAdvanced;
  const next = { ...asking, optionList: { ...asking.optionList, showsAdvanced } };
  // The first of the new rows is what was asked for.
  const shown = rowIds(next);
  const fresh = showsAdvanced ? shown.find((id) => !rowIds(asking).includes(id)) : markedOption(next)?.id;
  return { ...next, optionList: { ...next.optionList, cursor: fresh } };
}

/** What was typed on a row of text. */
export function typeOption(asking: Asking, id: TextId, field: TextField): Asking {
  const { options } = asking.answers;
  return withOptions(asking, { ...options, texts: { ...options.texts, [id]: field } });
}

function withOptions(asking: Asking, options: OptionAnswers): Asking {
  return { ...asking, answers: { ...asking.answers, options } };
}

function rowIds({ answers, optionList }: Asking): string[] {
  return optionRows(answers, optionList.showsAdvanced).map(({ id }) => id);
}
