import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import type { Asking, Finished, Left, Running, Wish, Wizard } from './state.ts';

/** A second Ctrl-C within this time does not ask. */
const TWICE_MS = 2_000;

/** `q`: asks when something was chosen, else leaves. */
export function quit(asking: Asking): Wizard {
  if (asking.answers.task === undefined) return left(exitCodes.done, asking.earlier);
  return { ...asking, overlay: { kind: 'ask-quit' } };
}

/** Ctrl-C: once asks, twice leaves (or stops the job and then leaves). */
export function interrupt(wizard: Asking | Running | Finished, atMs: number): Wizard {
  if (wizard.at === 'finished') return left(wizard.done.exitCode, seenWith(wizard));
  const isTwice = wizard.interruptedAtMs !== undefined && atMs - wizard.interruptedAtMs <= TWICE_MS;
  if (wizard.at === 'asking')
    return isTwice
      ? left(exitCodes.SIGINT, wizard.earlier)
      : { ...wizard, interruptedAtMs: atMs, overlay: { kind: 'ask-quit' } };
  if (!isTwice) return { ...wizard, interruptedAtMs: atMs, overlay: { kind: 'ask-stop' } };
  return { ...wizard, wish: wishFor(wizard, 'stop'), leaving: true, overlay: { kind: 'none' } };
}

/** The next thing the person wants of a job. */
export function wishFor({ wish }: Running, wanted: Wish['do']): Wish {
  return { ...wish, do: wanted, count: wish.count + 1 };
}

/** The program is over. `seen`: the last job that came to its end, and those before it. */
export function left(exitCode: number, seen: readonly Finished[]): Left {
  return { at: 'left', exitCode, finished: seen };
}

/** A report, and those before it. */
export const seenWith = (finished: Finished): readonly Finished[] => [...finished.earlier, finished];
