import { targetsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { KindWords } from '../kind-words.ts';

/** What is left of drives when writing them is stopped in a phase. */
export const drivesLeft: KindWords['stopped'] = (plan, phase) => {
  const isMany = targetsOf(plan).length > 1;
  switch (phase) {
    case 'starting':
    case 'plan':
    case 'read':
      return `Nothing has been written yet: the ${isMany ? 'drives stay' : 'drive stays'} as before.`;
    case 'test':
      return `No image has been written yet. What the test changed is put back; then the ${isMany ? 'drives are' : 'drive is'} as before.`;
    case 'verify':
    case 'finish':
      return `The whole image is on the ${isMany ? 'drives' : 'drive'}, but will not be proved to be readable.`;
    default:
      return isMany
        ? 'The drives will be left unfinished: their old content is gone, and they are not usable until they are written again.'
        : 'The drive will be left unfinished: its old content is gone, and it is not usable until it is written again.';
  }
};

/** After a write that went well. */
export function drivesOut(plan: Plan): string[] {
  const count = targetsOf(plan).filter(({ kind }) => kind === 'drive').length;
  if (count === 0) return [];
  return [count === 1 ? 'The drive can be taken out.' : 'The drives can be taken out.'];
}

/** What is left of discs when burning them is stopped in a phase. */
export const discsLeft: KindWords['stopped'] = (_, phase) => {
  switch (phase) {
    case 'starting':
    case 'plan':
    case 'read':
    case 'test':
      return 'Nothing has been burned yet.';
    case 'verify':
    case 'finish':
      return 'The whole image is on the disc, but will not be proved to be readable.';
    default:
      return 'A DVD+R, a BD-R, or a DVD-R that stays open can be continued later; a CD-R, or a DVD-R in one go, is spoiled; a rewritable disc can be burned again.';
  }
};
