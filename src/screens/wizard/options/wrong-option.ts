import { optionOf } from '../../../tasks/options/options.ts';
import { contradiction } from '../../../tasks/options/rules.ts';
import { type Remark, remarkText } from '../../../words/options/remarks.ts';
import type { Answers, Asking } from '../state.ts';
import { wantedLabel } from './found.ts';
import { optionRows } from './rows.ts';
import { type TextId, typedText } from './texts.ts';
import { situationIn } from './values.ts';

/** What is to be said of a typed text, if anything. `wanted`: the label the folder's boot menus look for. */
export function remarkOn(id: TextId, answers: Answers, wanted?: string): Remark | undefined {
  const text = typedText(answers.options.texts, id);
  return text === undefined ? undefined : optionOf(id).remark(text, situationIn(answers, wanted));
}

/** What stands against going on: a text that cannot be used, or choices that exclude each other. */
export function wrongOption(asking: Asking): string | undefined {
  const { answers } = asking;
  for (const row of optionRows(answers, true)) {
    const remark = row.kind === 'text' ? remarkOn(row.id, answers, wantedLabel(asking)) : undefined;
    if (remark?.stops) return `${row.title}: ${remarkText(remark)}`;
  }
  const clash = contradiction(situationIn(answers));
  return clash && remarkText(clash);
}
