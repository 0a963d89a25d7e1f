import type { Purpose } from './purpose.ts';
import type { Answers } from './state.ts';
import { entryIn } from './undertaking.ts';

/** Anything but a comparison writes. */
export function purposeOf(answers: Pick<Answers, 'task' | 'source'>): Purpose {
  if (entryIn(answers)?.drives !== 'compared') return 'written';
  return answers.source?.kind === 'receipt' ? 'proved' : 'compared';
}
