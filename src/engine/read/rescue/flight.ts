import type { Medium } from '../../contract/ports/medium.ts';
import type { AcquirePorts, Acquisition } from './acquisition.ts';
import { type Canary, DriveWatch, isPlaceError } from './drive-watch.ts';
import type { HandAnswer } from './hand.ts';
import type { RescueRead } from './rescue-read.ts';

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

/** Whether an answer says something of its place. Not so when the drive itself is gone, whatever it says. */
export function speaksOfPlaces({ errno, steps }: HandAnswer, medium: Medium): boolean {
  if (errno === undefined && !steps?.includes(false)) return true;
  return (errno === undefined || isPlaceError(errno)) && medium.isThere();
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
