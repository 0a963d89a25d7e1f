import type { Image } from '../ports/image.ts';
import { PIECE_BYTES } from './digests.ts';
import type { Needs } from './needs.ts';

/** A stretch of the target that is not what the source holds. */
export interface Mismatch {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly file?: string;
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
    while (this.#told < end) yield this.list[this.#told++] as Mismatch;
  }
}

/**
 * The exact differing bytes within a piece that is known to differ, by reading the source again.
 * When the source cannot be read again, the whole piece.
 */
export async function locate(
  image: Image,
  piece: { atByte: number; lengthBytes: number },
  found: Uint8Array,
  needs?: Needs,
): Promise<Mismatch> {
  const wanted = new Uint8Array(PIECE_BYTES).subarray(0, piece.lengthBytes);
  try {
    await image.read(piece.atByte, wanted);
  } catch {
    return named(image, piece);
  }
  // What may be anything is no difference.
  for (const bytes of [wanted, found]) needs?.blank(piece.atByte, bytes);
  const first = firstDifference(wanted, found);
  if (first < 0) return named(image, piece);
  const last = lastDifference(wanted, found);
  return named(image, { atByte: piece.atByte + first, lengthBytes: last - first + 1 });
}

function named(image: Image, range: { atByte: number; lengthBytes: number }): Mismatch {
  const file = nameAt(image, range.atByte);
  return file === undefined ? range : { ...range, file };
}

function nameAt(image: Image, atByte: number): string | undefined {
  for (const extent of image.extents()) {
    if (atByte >= extent.atByte && atByte < extent.atByte + extent.lengthBytes) return extent.name;
  }
  return undefined;
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  return a.findIndex((value, index) => value !== b[index]);
}

function lastDifference(a: Uint8Array, b: Uint8Array): number {
  return a.findLastIndex((value, index) => value !== b[index]);
}
