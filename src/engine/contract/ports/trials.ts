import type { TrialVerdict, TrialView } from '../events/trial.ts';
import type { FailureReport } from '../failure/failure.ts';
import type { GuestFirmware, GuestMedium } from './guest.ts';

export interface TrialWish {
  readonly path: string;
  readonly firmware?: GuestFirmware | undefined;
  readonly medium?: GuestMedium | undefined;
}

/** How an image is tried, and what was said of that before. */
export interface TrialChosen {
  readonly firmware: GuestFirmware;
  readonly medium: GuestMedium;
  readonly forecast?: boolean | 'unknown' | undefined;
}

export type TrialEnd =
  | {
      readonly ok: true;
      readonly chosen: TrialChosen;
      readonly verdict: TrialVerdict;
      readonly view: TrialView;
      readonly accelerator: string;
    }
  | { readonly ok: false; readonly failure: FailureReport };

/** Images started in a virtual machine, for the wizard. Nothing here fails: whatever is in the way is an answer. */
export interface Trials {
  /** Whether this machine could. */
  canTry(): boolean;
  try(
    wish: TrialWish,
    tell: { onChosen(chosen: TrialChosen): void; onView(view: TrialView): void; signal: AbortSignal },
  ): Promise<TrialEnd>;
}
