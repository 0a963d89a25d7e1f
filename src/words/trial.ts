import type { TrialVerdict } from '../engine/contract/events/trial.ts';
import { t } from './language.ts';

/** `started: saw the boot menu of GRUB after 4 s` */
export function verdictText(verdict: TrialVerdict): string {
  const words = t().trial;
  const seconds = `${secondsOf(verdict)}`;
  return verdict.started
    ? words.started(words.saw[verdict.saw], seconds)
    : words.notStarted(words.because[verdict.because], seconds);
}

export const secondsOf = ({ afterMs }: TrialVerdict): number => Math.round(afterMs / 1000);

/** What was forecast, as a word. */
export const trialAnswer = (boots: boolean | 'unknown'): string =>
  t().boot.boots[boots === 'unknown' ? 'unknown' : boots ? 'yes' : 'no'];
