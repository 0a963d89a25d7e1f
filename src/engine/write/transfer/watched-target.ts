import type { NoteFact } from '../../contract/events/events.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Target } from '../../contract/ports/target.ts';
import { overTarget } from '../targets/over-target.ts';

/** A request without an answer for this long is said; sticks pause for seconds when they collect garbage. */
const SAY_AFTER_MS = 10_000;
/** And after this long the target is given up: nothing healthy takes that long for a MiB. */
const GIVE_UP_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 1_000;

interface Request {
  readonly startedAtMs: number;
  readonly giveUp: (failure: Failure) => void;
  isSaid: boolean;
  isGivenUp: boolean;
}

export interface Watch {
  readonly nowMs: () => number;
  readonly onNote: (note: NoteFact) => void;
  readonly giveUpAfterMs?: number;
}

/** A target that does not answer is said, and given up after two minutes, so that nothing waits for it for ever. */
export function watched(target: Target, watch: Watch): Target & { unwatch(): void } {
  const { guard, unwatch } = watchedCalls(target.name, {
    ...watch,
    giveUpAfterMs: watch.giveUpAfterMs ?? target.patienceMs ?? GIVE_UP_AFTER_MS,
  });
  return overTarget(target, {
    write: (atByte: number, bytes: Uint8Array) => guard(target.write(atByte, bytes)),
    read: (atByte: number, into: Uint8Array) => guard(target.read(atByte, into)),
    flush: () => guard(target.flush()),
    unwatch,
  });
}

interface WatchedCalls {
  /** The answer, or `target-stalled` when it does not come. */
  guard<T>(answer: Promise<T>): Promise<T>;
  unwatch(): void;
}

/** The same for whatever has a name and may not answer. */
export function watchedCalls(name: string, watch: Watch): WatchedCalls {
  const requests = new Set<Request>();
  const giveUpAfterMs = watch.giveUpAfterMs ?? GIVE_UP_AFTER_MS;
  const timer = setInterval(() => look(name, requests, giveUpAfterMs, watch), LOOK_EVERY_MS);
  timer.unref();
  const guard = <T>(answer: Promise<T>): Promise<T> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const request: Request = { startedAtMs: watch.nowMs(), giveUp: reject, isSaid: false, isGivenUp: false };
    requests.add(request);
    return Promise.race([answer, promise]).finally(() => {
      requests.delete(request);
      const isOver = request.isSaid && !request.isGivenUp && ![...requests].some(({ isSaid }) => isSaid);
      if (isOver) watch.onNote({ event: 'note', code: 'answers-again', target: name });
    });
  };
  return { guard, unwatch: () => clearInterval(timer) };
}

function look(name: string, requests: Set<Request>, giveUpAfterMs: number, { nowMs, onNote }: Watch): void {
  for (const request of requests) {
    const silentMs = nowMs() - request.startedAtMs;
    if (silentMs >= giveUpAfterMs) {
      request.isGivenUp = true;
      request.giveUp(new Failure('target-stalled', { target: name, silentMs }));
    } else if (silentMs >= SAY_AFTER_MS && !request.isSaid) {
      // Said once, however many requests wait.
      if (![...requests].some(({ isSaid }) => isSaid))
        onNote({ event: 'note', code: 'stalled', target: name });
      request.isSaid = true;
    }
  }
}
