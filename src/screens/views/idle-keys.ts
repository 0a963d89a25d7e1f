import type { Command } from '../keys/binding.ts';
import { withheld } from '../wizard/after-job.ts';
import { hasAdvanced, optionRows } from '../wizard/options/rows.ts';
import type { Asking, Finished, Running } from '../wizard/state.ts';

/** What is marked and unmounted are drives that are written or compared, several at a time. */
const OF_SEVERAL: readonly Command[] = ['toggle', 'mark-all', 'unmount'];

/** Keys that do nothing here and now: no hint tells of them, and no help. */
export function idleKeys(wizard: Asking | Running | Finished): readonly Command[] {
  if (wizard.at === 'finished') return withheld(wizard);
  if (wizard.at !== 'asking') return [];
  const { step } = wizard;
  if (step === 'medium') return OF_SEVERAL;
  return step === 'options' ? idleAmongOptions(wizard) : [];
}

/** There may be nothing to turn, or nothing behind Tab. */
function idleAmongOptions({ answers, optionList }: Asking): readonly Command[] {
  const canTurn = optionRows(answers, optionList.showsAdvanced).some(({ kind }) => kind === 'choice');
  return [...(canTurn ? [] : ['toggle' as const]), ...(hasAdvanced(answers) ? [] : ['more' as const])];
}
