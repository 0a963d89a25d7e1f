import { asFailure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Needs } from './block-map-filter.ts';
import type { Place } from './digests.ts';
import type { Lane } from './lane.ts';
import { nameAt } from './names.ts';
import { PIECE_BYTES } from './piece.ts';
import type { SeenSource } from './seen-source.ts';

/** A stretch of the target that is not what the source holds. */
export interface Mismatch {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly file?: string;
}

/** One lane and what was found wrong on it. */
export interface LaneResult {
  readonly lane: Lane;
  readonly mismatches: Mismatches;
}

const LISTED_AT_MOST = 1000;

/** Collects differences in order, joins neighbours, and stays small however bad the drive is. */
export class Mismatches {
  readonly list: Mismatch[] = [];
  #told = 0;
  badBytes = 0;

  /** Written again, and right now. */
  readonly repaired: Mismatch[] = [];

  /** Everything listed was written again: what the next look finds counts. */
  startAnew(repaired: readonly Mismatch[]): void {
    this.repaired.push(...repaired);
    this.list.length = 0;
    this.#told = 0;
    this.badBytes = 0;
  }

  add(found: Mismatch): void {
    this.badBytes += found.lengthBytes;
    const last = this.list.at(-1);
    if (last && last.atByte + last.lengthBytes === found.atByte && last.file === found.file) {
      this.list[this.list.length - 1] = { ...last, lengthBytes: last.lengthBytes + found.lengthBytes };
    } else if (this.list.length < LISTED_AT_MOST) this.list.push(found);
  }

  /** Stretches that nothing will be joined to any more, each told once; at the end all that are left. */
  *closed(isEnd: boolean): Iterable<Mismatch> {
    const end = this.list.length - (isEnd ? 0 : 1);
    while (this.#told < end) yield present(this.list[this.#told++]);
  }
}

/**
 * The exact differing bytes within a stretch that is known to differ, by reading the source again.
 * When the source cannot be read again, the whole stretch.
 *
 * @throws Failure `source-changed`: then nothing is known against the target
 */
export async function locate(
  source: SeenSource,
  stretch: Place,
  found: Uint8Array,
  needs?: Needs,
): Promise<readonly Mismatch[]> {
  const wanted = new Uint8Array(stretch.lengthBytes);
  try {
    await source.read(stretch.atByte, wanted);
  } catch (error) {
    if (asFailure(error).code === 'source-changed') throw error;
    return [named(source, stretch)];
  }
  needs?.blankPieces(stretch.atByte, wanted);
  const located = [...differences({ atByte: stretch.atByte, wanted, found, image: source })];
  return located.length > 0 ? located : [named(source, stretch)];
}

export interface Compared {
  readonly atByte: number;
  readonly wanted: Uint8Array;
  readonly found: Uint8Array;
  /** Knows the names of files. */
  readonly image?: Pick<Image, 'extents'> | undefined;
  /** Only these bytes count. */
  readonly needs?: Needs | undefined;
}

/** Where two stretches differ: for each piece of 64 KiB from its first to its last differing byte. */
export function* differences({ atByte, wanted, found, image, needs }: Compared): Iterable<Mismatch> {
  if (Buffer.compare(wanted, found) === 0) return;
  const whole = [{ fromByte: atByte, toByte: atByte + wanted.length }];
  for (const { fromByte, toByte } of needs?.parts(atByte, wanted.length) ?? whole) {
    for (let at = fromByte; at < toByte; at += PIECE_BYTES - (at % PIECE_BYTES)) {
      const [begin, end] = [at - atByte, Math.min(toByte, at + PIECE_BYTES - (at % PIECE_BYTES)) - atByte];
      const piece = within(at, wanted.subarray(begin, end), found.subarray(begin, end), image);
      if (piece) yield piece;
    }
  }
}

function within(
  atByte: number,
  wanted: Uint8Array,
  found: Uint8Array,
  image: Pick<Image, 'extents'> | undefined,
): Mismatch | undefined {
  if (Buffer.compare(wanted, found) === 0) return undefined;
  const first = wanted.findIndex((value, index) => value !== found[index]);
  const last = wanted.findLastIndex((value, index) => value !== found[index]);
  const range = { atByte: atByte + first, lengthBytes: last - first + 1 };
  return image ? named(image, range) : range;
}

function named(image: Pick<Image, 'extents'>, range: { atByte: number; lengthBytes: number }): Mismatch {
  const file = nameAt(image, range.atByte);
  return file === undefined ? range : { ...range, file };
}
