import { asFailure } from '../../engine/contract/failure/failure.ts';
import type { Trials } from '../../engine/contract/ports/trials.ts';
import type { Outlook } from '../face.ts';
import { carriedOut } from './carried-out.ts';

const LIMIT_MS = 60_000;

/** Images tried from the wizard. */
export function imageTrials(outlook: Outlook, nowMs: () => number): Trials {
  return {
    canTry: () => outlook.machine.canStartGuest?.() ?? false,
    try: (wish, telling) =>
      carriedOut(wish, { ...telling, nowMs, limitMs: LIMIT_MS }, outlook).catch((error: unknown) => {
        const { code, facts } = asFailure(error);
        return { ok: false, failure: { code, facts } };
      }),
  };
}
