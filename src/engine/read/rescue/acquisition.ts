import { Failure } from '../../contract/failure/failure.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { Hand, LostOutput } from './hand.ts';
import type { MapStatus } from './map-file.ts';
import type { PlanStart } from './plan-start.ts';
import type { ReadSums } from './read-sums.ts';
import type { RescueMap, SectorState } from './rescue-map.ts';
import type { RescueRules } from './rules.ts';

export interface AcquireProgress {
  /** The map's phase: `?` copying, `*` trimming, `/` scraping, `-` trying again. */
  readonly phase: SectorState;
  readonly pass: number;
  readonly atByte: number;
  readonly readErrors: number;
  readonly map: RescueMap;
}

export interface AcquirePorts {
  readonly takeHand: (medium: Medium) => Promise<Hand>;
  readonly clock: Clock;
  /** Calls back a few times a second, until it is stopped. */
  readonly tick: (listener: () => void) => () => void;
  /**
   * Makes the output safe, and then the map as it was at the call: reading goes on meanwhile.
   *
   * @throws Failure of either
   */
  readonly save: (map: RescueMap, status: MapStatus) => Promise<void>;
  readonly signal: AbortSignal;
  readonly isPaused: () => boolean;
  readonly onProgress: (progress: AcquireProgress) => void;
  /** More stands in the output, and in the map. */
  readonly onRead?: (read: { readonly atByte: number; readonly goodBytes: number }) => void;
  /** An output takes no more. @returns whether others go on */
  readonly onLost?: (lost: LostOutput) => boolean;
  /** An output has not taken anything for a while; it is still waited for. */
  readonly onSilent?: (outputId: number) => void;
  /** The drive went away; it is waited for. */
  readonly onGone?: () => void;
  /** It came back, maybe under another name. */
  readonly onBack?: (medium: Medium) => void;
}

export interface Acquisition {
  readonly medium: Medium;
  readonly map: RescueMap;
  /** Where an earlier run was. */
  readonly start?: PlanStart | undefined;
  readonly rules: RescueRules;
  readonly sums: ReadSums;
  /** Nothing is written. */
  readonly only?: boolean;
  readonly stuckMs?: number;
  /** An output that takes nothing for so long is given up. */
  readonly outputStuckMs?: number;
  /** How long a drive that went away is waited for. */
  readonly waitMs: number;
  /** When to end, whatever is missing. */
  readonly budget?: { readonly ms?: number | undefined; readonly errors?: number | undefined };
}

/** How it ended; what is missing says the map. */
export type AcquireEnd =
  | { readonly why: 'over' | 'stopped' | 'budget' }
  /** `hangs`: it is there and does not answer. `errno`: what it said last. */
  | { readonly why: 'gone'; readonly atByte: number; readonly errno?: string; readonly hangs?: true }
  /** The output took no more. */
  | { readonly why: 'output'; readonly errno: string };

/** A failure for each way to end early. @returns undefined when all was tried */
export function endFailure(
  { path, sectorBytes }: Pick<Medium, 'path' | 'sectorBytes'>,
  end: AcquireEnd,
): Failure | undefined {
  if (end.why !== 'gone') return undefined;
  const { atByte, errno, hangs } = end;
  return new Failure('medium-gone', {
    path,
    atByte,
    ...(sectorBytes !== 512 && { sectorBytes }),
    ...(errno && { errno }),
    ...(hangs && { hangs }),
  });
}

/** Whether a rescue may go on no longer. */
export function isSpent(budget: Acquisition['budget'], ms: number, errors: number): boolean {
  const { ms: mostMs = Number.POSITIVE_INFINITY, errors: most = Number.POSITIVE_INFINITY } = budget ?? {};
  return ms > mostMs || errors > most;
}
