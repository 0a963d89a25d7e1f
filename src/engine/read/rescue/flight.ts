import type { Medium } from '../../contract/ports/medium.ts';
import type { AcquirePorts, Acquisition } from './acquisition.ts';
import { type Canary, DriveWatch } from './drive-watch.ts';
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
