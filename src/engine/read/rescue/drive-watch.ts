import type { RescueRead } from './rescue-read.ts';

/** Errors that speak of a place on the medium; any other speaks of the drive. `SHORT`: fewer bytes came, and no error. */
const PLACE_ERRORS = ['EIO', 'ENODATA', 'EILSEQ', 'EREMOTEIO', 'ETIMEDOUT', 'SHORT'];

/** A read is slow when it takes longer, and its rate is below this share of the best one. */
const SLOW_MS = 50;
const SLOW_SHARE = 1 / 20;
/** 200 MB/s: no disc, no disk and few sticks. */
const FAST_BYTES_PER_MS = 200_000;
/** One hiccup says nothing. */
const SLOW_IN_A_ROW = 2;
/** An error that takes so long is trouble of the slow kind. */
const SLOW_ERROR_MS = 1000;
/** The best rate fades, so that the outer tracks of a disc do not condemn the inner ones. */
const FADING = 0.999;
const LEAST_JUDGED_BYTES = 65_536;

/** After so many failures in a row the last good sector is asked for again; then after so many times more. */
const FIRST_DOUBT = 4;
const DOUBT_GROWS = 4;
/** Both skipping passes over the whole medium take fewer reads. */
const MUTE = 400;

export function isPlaceError(errno: string): boolean {
  return PLACE_ERRORS.includes(errno);
}

/** What one answer was like. */
export interface Answered {
  readonly errno?: string | undefined;
  readonly tookMs: number;
  readonly steps?: readonly boolean[] | undefined;
}

/** A place that was read before: it answers again, or the drive does not. */
export interface Canary {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/**
 * Judges a drive by its answers. Pure: it is told how long they took.
 *
 * A drive whose controller hangs gives errors for every place. Marks made of such errors would be lies: so after some in a row
 * the last good sector is read again (`canary`), and what it says decides whether they stand.
 */
export class DriveWatch {
  readonly #sectorBytes: number;
  #bestRate = 0;
  #slowInARow = 0;
  #failed: RescueRead[] = [];
  #doubtAt = FIRST_DOUBT;
  #lastGood: Canary | undefined;

  /** @param known a place that an earlier run has read */
  constructor(sectorBytes: number, known?: Canary) {
    this.#sectorBytes = sectorBytes;
    this.#lastGood = known;
  }

  /** So much failed, all over it, and nothing was ever read: it is not its places. */
  get isMute(): boolean {
    return this.#lastGood === undefined && this.#failed.length >= MUTE;
  }

  /** What it waits for is this machine, not the medium. */
  get isFast(): boolean {
    return this.#bestRate >= FAST_BYTES_PER_MS;
  }

  /** Whether the answer belongs to a slow place. */
  isSlow(read: RescueRead, { errno, tookMs }: Answered): boolean {
    if (errno !== undefined) return tookMs > SLOW_ERROR_MS;
    if (read.stepBytes > 0 || read.lengthBytes < LEAST_JUDGED_BYTES) return false;
    const rate = read.lengthBytes / Math.max(tookMs, 0.001);
    this.#bestRate = Math.max(this.#bestRate * FADING, rate);
    const isSlow = tookMs > SLOW_MS && rate < this.#bestRate * SLOW_SHARE;
    this.#slowInARow = isSlow ? this.#slowInARow + 1 : 0;
    return this.#slowInARow >= SLOW_IN_A_ROW;
  }

  /** @returns the place to read again before any more marks are made, when it is time for that */
  see(read: RescueRead, { errno, steps }: Answered): Canary | undefined {
    if (steps ? steps.includes(true) : errno === undefined) {
      this.#settled();
      this.#lastGood = goodIn(read, steps, this.#sectorBytes);
      return undefined;
    }
    this.#failed.push(read);
    return this.#failed.length >= this.#doubtAt ? this.#lastGood : undefined;
  }

  /** The canary answered: the failures are those of their places. */
  trust(): void {
    this.#doubtAt = this.#failed.length * DOUBT_GROWS;
  }

  /** The drive does not answer at all: these reads failed for no fault of their places, oldest first. */
  unfounded(): readonly RescueRead[] {
    const failed = this.#failed;
    this.#settled();
    return failed;
  }

  #settled(): void {
    this.#failed = [];
    this.#doubtAt = FIRST_DOUBT;
  }
}

function goodIn(read: RescueRead, steps: readonly boolean[] | undefined, sectorBytes: number): Canary {
  if (!steps) return { atByte: read.atByte, lengthBytes: Math.min(sectorBytes, read.lengthBytes) };
  const index = steps.indexOf(true);
  const endByte = read.atByte + read.lengthBytes;
  const atByte = read.back
    ? Math.max(read.atByte, endByte - (index + 1) * read.stepBytes)
    : read.atByte + index * read.stepBytes;
  return { atByte, lengthBytes: Math.min(read.stepBytes, endByte - atByte) };
}
