import type { Plan } from '../engine/contract/plan/plan.ts';
import { t } from '../words/language.ts';
import { optionWords } from '../words/options/options.ts';
import type { Value } from './options/option.ts';
import { optionOf } from './options/options.ts';
import { taskOf } from './tasks.ts';

/** One line of a summary. */
export interface SummaryLine {
  readonly label: string;
  readonly text: string;
}

/** What was chosen and is not as usual: a line an option. */
export function summaryLines(plan: Plan): SummaryLine[] {
  return taskOf(plan)
    .options.map(optionOf)
    .flatMap(({ id, place }) => {
      const value = place.get(plan);
      const line = summaryLine(id, value);
      return line === undefined ? [] : [line];
    });
}

/** An option without a line of its own is told by its title, in one way for all. */
function summaryLine(id: Parameters<typeof optionWords>[0], value: Value | undefined) {
  const { summary, title, values = {} } = optionWords(id);
  if (summary === 'none' || (value === undefined && summary?.always !== true)) return undefined;
  const text = typeof value === 'object' ? value.join(', ') : (value ?? '');
  if (summary !== undefined) return { label: summary.label, text: summary.text(text) };
  const { label, on, off } = t().choices;
  const word = values[text]?.[0] ?? { on, off }[text] ?? text;
  return title === undefined ? undefined : { label, text: `${title}: ${word}` };
}
