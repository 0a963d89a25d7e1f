import type { Medium } from '../../contract/ports/medium.ts';
import type { AcquirePorts, AcquireProgress, Acquisition } from './acquisition.ts';
import { type Canary, DriveWatch, isPlaceError } from './drive-watch.ts';
import type { HandAnswer } from './hand.ts';
import type { RescuePlan } from './rescue-plan.ts';
import type { RescueRead } from './rescue-read.ts';

/** A hand is given up after this long without an answer. */
export const STUCK_MS = 30_000;
/** So many hands may hang in a drive; then it is the drive. */
export const MOST_LEFT_HANDS = 4;

/** A read that is under way. */
export interface Flight {
  readonly read: RescueRead;
  readonly sentAtMs: number;
}

export interface CanaryFlight {
  readonly id: number;
  readonly sentAtMs: number;
  readonly place: Canary;
}

/** The read that is longest under way, and all others. @param isRead it only waits for an output */
export function parted(
  flying: ReadonlyMap<number, Flight>,
  isRead: (id: number) => boolean,
): { readonly oldest: Flight | undefined; readonly others: readonly Flight[] } {
  const [, oldest] = [...flying].find(([id]) => !isRead(id)) ?? [];
  return { oldest, others: [...flying.values()].filter((flight) => flight !== oldest) };
}

export function progressOf({ atByte, phase, pass, map }: RescuePlan, readErrors: number): AcquireProgress {
  return { atByte, phase, pass, map, readErrors };
}

/** Whether an answer says something of its place. Not so when the drive itself is gone, whatever it says. */
export function speaksOfPlaces({ errno, steps }: HandAnswer, medium: Medium): boolean {
  if (errno === undefined && !steps?.includes(false)) return true;
  return (errno === undefined || isPlaceError(errno)) && medium.isThere();
}

/** How many errors an answer speaks of. */
export function errorsIn({ steps = [], errno }: HandAnswer): number {
  return steps.filter((good) => !good).length + (errno === undefined ? 0 : 1);
}

/** How much of what was asked for was read. */
export function goodBytesOf({ lengthBytes, stepBytes }: RescueRead, { errno, steps }: HandAnswer): number {
  if (steps) return Math.min(lengthBytes, steps.filter(Boolean).length * stepBytes);
  return errno === undefined ? lengthBytes : 0;
}

/** A watch that knows a place which an earlier run has read, if any. */
export function watchFor({ map, rules: { sectorBytes } }: Acquisition): DriveWatch {
  const read = map.next(0, '+');
  return new DriveWatch(
    sectorBytes,
    read && { atByte: read.atByte, lengthBytes: Math.min(sectorBytes, read.endByte - read.atByte) },
  );
}

/** The same medium, when it comes back in time. @param pause until the next look, or a stop */
export async function comeBack(
  medium: Medium,
  waitMs: number,
  { clock, signal, onGone, onBack }: Pick<AcquirePorts, 'clock' | 'signal' | 'onGone' | 'onBack'>,
  pause: () => Promise<void>,
): Promise<Medium | undefined> {
  onGone?.();
  const untilMs = clock.nowMs() + waitMs;
  while (clock.nowMs() < untilMs && !signal.aborted) {
    const found = await medium.findAgain();
    if (found) {
      onBack?.(found);
      return found;
    }
    await pause();
  }
  return undefined;
}
