import type { Purpose } from './purpose.ts';
import type { Answers, Asking, StepId } from './state.ts';
import { entryIn } from './undertaking.ts';

/** Whether a drive or disc is what is read, and not what is written. */
export function savesMedium(answers: Pick<Answers, 'task'>): boolean {
  return entryIn(answers)?.drives === 'saved';
}

/** Whether it is saved onto drives. */
export function savesOntoDrives(answers: Pick<Answers, 'task' | 'where'>): boolean {
  return savesMedium(answers) && answers.where === 'drive';
}

/** Steps at which the list of drives is still that of what can be saved. */
const BEFORE_TARGET: ReadonlySet<StepId> = new Set(['task', 'medium', 'where']);

/** What the drives in the list are wanted for. What neither compares nor saves drives writes them. */
export function purposeOf({ answers, step }: Pick<Asking, 'answers' | 'step'>): Purpose {
  if (savesMedium(answers)) return savesOntoDrives(answers) && !BEFORE_TARGET.has(step) ? 'written' : 'saved';
  if (entryIn(answers)?.drives !== 'compared') return 'written';
  return answers.source?.kind === 'receipt' ? 'proved' : 'compared';
}
