import type { TrialView } from '../../engine/contract/events/trial.ts';
import type { TrialChosen, TrialEnd } from '../../engine/contract/ports/trials.ts';

/** What was made or written is started in a virtual machine, over its report. */
export interface Trying {
  readonly path: string;
  readonly chosen?: TrialChosen | undefined;
  /** What the machine shows now. */
  readonly view?: TrialView | undefined;
  readonly end?: TrialEnd | undefined;
}

export type TrialNews = Omit<Trying, 'path'>;
