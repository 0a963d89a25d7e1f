import { isAuthored } from '../author-of.ts';
import type { Asking } from '../state.ts';
import { wantedLabel } from './found.ts';
import { contradiction, remarkOn } from './problems.ts';
import { optionRows } from './rows.ts';

/** What stands against going on: a text that cannot be used, or choices that exclude each other. */
export function wrongOption(asking: Asking): string | undefined {
  const { answers } = asking;
  for (const row of optionRows(answers, true)) {
    const remark = row.kind === 'text' ? remarkOn(row.id, answers, wantedLabel(asking)) : undefined;
    if (remark?.stops) return `${row.title}: ${remark.text}`;
  }
  return isAuthored(answers) ? contradiction(answers) : undefined;
}
