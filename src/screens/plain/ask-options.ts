import { derivedLabel, wantedLabel } from '../wizard/options/found.ts';
import { remarkOn } from '../wizard/options/problems.ts';
import { hasAdvanced, type OptionRow, optionRows } from '../wizard/options/rows.ts';
import type { Asking } from '../wizard/state.ts';
import { hear, type PlainAnswer, type PlainTalk } from './talk.ts';

/** Options with numbers: a choice turns to its next value, a text is typed. */
export async function askOptions(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { answers, optionList } = asking;
  const rows = optionRows(answers, optionList.showsAdvanced);
  rows.forEach((row, index) => {
    talk.say(`  ${index + 1}  ${row.title}: ${valueText(row, asking)}  (${whyText(row, asking)})`);
  });
  const more = hasAdvanced(answers) && !optionList.showsAdvanced ? ', m for more' : '';
  const answer = await hear(talk, `Number to change${more}, or Enter to keep all:`, 'keep');
  if (answer.kind === 'answer') return answer.answer;
  const atMs = talk.ports.now();
  if (answer.text === 'keep') return [{ do: 'next', atMs }];
  if (answer.text === 'm') return [{ do: 'keys', keys: ['tab'], atMs }];
  const row = rows[Number(answer.text) - 1];
  if (row === undefined) return [];
  if (row.kind === 'choice') return [{ do: 'turn-option', id: row.id }];
  const text = await talk.ask(`${row.title} (empty: ${emptyText(row, asking)}):`);
  return text === undefined ? 'leave' : [{ do: 'type-option', id: row.id, text }];
}

function valueText(row: OptionRow, asking: Asking): string {
  const { choices, texts } = asking.answers.options;
  if (row.kind === 'text') return texts[row.id].text || emptyText(row, asking);
  const value = choices[row.id];
  return row.words?.[value]?.[0] ?? (value === 'on' ? 'yes' : 'no');
}

function whyText(row: OptionRow, asking: Asking): string {
  if (row.kind === 'choice') return row.words?.[asking.answers.options.choices[row.id]]?.[1] ?? row.why;
  return remarkOn(row.id, asking.answers, wantedLabel(asking))?.text ?? row.why;
}

function emptyText(row: Extract<OptionRow, { kind: 'text' }>, asking: Asking): string {
  return row.id === 'label' ? `auto, ${derivedLabel(asking)}` : row.empty;
}
