import { t } from '../../words/language.ts';
import { remarkText } from '../../words/options/remarks.ts';
import { waysSentences } from '../views/two-ways-view.ts';
import type { Action } from '../wizard/action.ts';
import { derivedLabel, wantedLabel } from '../wizard/options/found.ts';
import type { OptionRow } from '../wizard/options/option-row.ts';
import { hasAdvanced, optionRows } from '../wizard/options/rows.ts';
import { remarkOn } from '../wizard/options/wrong-option.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking, Wizard } from '../wizard/state.ts';
import { dryRuns } from './dry-runs.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** Options with numbers, heard when asked for: a choice turns to its next value, a text is typed. */
export async function askOptions(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const looked = await dryRuns(talk.ports, asking);
  const seen = looked.reduce<Wizard>(reduce, asking);
  if (seen.at === 'asking' && looked.length > 0) talk.say(...waysSentences(seen));
  const answer = await askRows(talk, seen.at === 'asking' ? seen : asking);
  return answer === 'leave' ? 'leave' : [...looked, ...answer];
}

async function askRows(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { answers, optionList } = asking;
  const hasMore = hasAdvanced(answers) && !optionList.showsAdvanced;
  const { plain } = t().screens;
  const answer = await hear(talk, hasMore ? plain.optionsMore : plain.options, 'keep');
  if (answer.kind === 'answer') return answer.answer;
  const atMs = talk.ports.now();
  if (answer.text === 'keep') return [{ do: 'next', atMs }];
  if (answer.text === 'o') return sayRows(talk, asking, []);
  if (answer.text === 'm') return sayRows(talk, asking, [{ do: 'keys', keys: ['tab'], atMs }]);
  const row = optionRows(answers, optionList.showsAdvanced)[Number(answer.text) - 1];
  if (row === undefined) return notAnAnswer(talk, answer.text);
  if (row.kind === 'choice') return sayRows(talk, asking, [{ do: 'turn-option', id: row.id }], row.id);
  const text = await talk.ask(plain.emptyMeans(row.title, emptyText(row, asking)));
  if (text === undefined) return 'leave';
  return sayRows(talk, asking, [{ do: 'type-option', id: row.id, text }], row.id);
}

/** The options as they are after `actions`: all of them, or the one that was changed. */
function sayRows(
  talk: PlainTalk,
  asking: Asking,
  actions: readonly Action[],
  only?: OptionRow['id'],
): readonly Action[] {
  const seen = actions.reduce<Wizard>(reduce, asking);
  if (seen.at !== 'asking') return actions;
  optionRows(seen.answers, seen.optionList.showsAdvanced).forEach((row, index) => {
    if (only === undefined || row.id === only)
      talk.say(`  ${index + 1}  ${row.title}: ${valueText(row, seen)}  (${whyText(row, seen)})`);
  });
  return actions;
}

function valueText(row: OptionRow, asking: Asking): string {
  const { choices, texts } = asking.answers.options;
  if (row.kind === 'text') return texts[row.id].text || emptyText(row, asking);
  const value = choices[row.id];
  return row.words[value]?.[0] ?? (value === 'on' ? t().screens.plain.yes : t().screens.plain.no);
}

function whyText(row: OptionRow, asking: Asking): string {
  if (row.kind === 'choice') return row.words[asking.answers.options.choices[row.id]]?.[1] ?? row.why;
  const remark = remarkOn(row.id, asking.answers, wantedLabel(asking));
  return remark === undefined ? row.why : remarkText(remark);
}

function emptyText(row: Extract<OptionRow, { kind: 'text' }>, asking: Asking): string {
  return row.id === 'label' ? t().screens.plain.auto(derivedLabel(asking)) : row.empty;
}
