import { setImmediate as nextTurn } from 'node:timers/promises';
import { throwIfStopped } from '../../contract/failure/stopped.ts';

/** Work in small steps: it yields where the event loop may turn, and returns what it made. */
export type Steps<T> = Generator<void, T, void>;

/** Long enough to cost nothing, short enough for keys and stops to be answered at once. */
export const TURN_MS = 12;
/** Of the simplest work, between two looks at the clock. */
const LOOK_EVERY = 1024;

/** Carries out work in turns; between them events arrive and a stop takes effect. @throws Failure `stopped` */
export async function inTurns<T>(work: Steps<T>, signal: AbortSignal): Promise<T> {
  let turnEndsAt = performance.now() + TURN_MS;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() < turnEndsAt) continue;
    await nextTurn();
    throwIfStopped(signal);
    turnEndsAt = performance.now() + TURN_MS;
  }
}

const TELL_EVERY_MS = 100;

/** Says how far it is now and then, while something is worked on in turns. */
export async function telling<T>(tell: () => void, work: Promise<T>): Promise<T> {
  const timer = setInterval(tell, TELL_EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** `items.map`, in steps. */
export function* mapInSteps<A, B>(items: readonly A[], map: (item: A) => B): Steps<B[]> {
  const mapped: B[] = [];
  for (const item of items) if (mapped.push(map(item)) % LOOK_EVERY === 0) yield;
  return mapped;
}

/** Each whole number below `count`, in steps. */
export function* countInSteps(count: number, work: (index: number) => void): Steps<void> {
  for (let index = 0; index < count; index++) {
    work(index);
    if (index % LOOK_EVERY === LOOK_EVERY - 1) yield;
  }
}
