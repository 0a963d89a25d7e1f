import type { TargetReport } from '../jobs/events.ts';
import type { Plan } from '../plan/plan.ts';

/** What a target is now, as the end of a sentence that begins with its name. */
export function stateText(state: TargetReport['state'], plan?: Plan): string {
  if (state === 'proved' && plan?.do === 'restore')
    return 'is empty; every byte written was read back and compared';
  return words[state];
}

const words: { readonly [S in TargetReport['state']]: string } = {
  proved: 'holds the image; every byte was read back and compared',
  written: 'holds all bytes, but they are not proved',
  unfinished: 'is unfinished: its old content is gone and it is not usable yet',
  untouched: 'is untouched',
  removed: 'was taken away again; nothing unfinished is left',
};
