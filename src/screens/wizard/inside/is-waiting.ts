import type { Wizard } from '../state.ts';

/** Something is read that may take long: a sign of life is drawn meanwhile. */
export function isWaiting(wizard: Wizard): boolean {
  if (wizard.at !== 'asking') return false;
  const { step, looking, inside, extracting } = wizard;
  if (step === 'look') return looking.found === undefined;
  if (step === 'inside') return inside.listing === undefined;
  return step === 'extract' && extracting?.end === undefined;
}
