import type { Purpose } from './purpose.ts';
import type { Answers } from './state.ts';
import { entryIn } from './undertaking.ts';

/** What neither compares nor saves drives writes them. */
export function purposeOf(answers: Pick<Answers, 'task' | 'source'>): Purpose {
  const drives = entryIn(answers)?.drives;
  if (drives === 'saved') return 'saved';
  if (drives !== 'compared') return 'written';
  return answers.source?.kind === 'receipt' ? 'proved' : 'compared';
}
