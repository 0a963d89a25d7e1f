import type { Needs } from './block-map-filter.ts';
import { PIECE_BYTES } from './piece.ts';
import { countedOf, type Put } from './write-through.ts';
import { isZero } from './zeros.ts';

/** What need not be written, and why that is right. */
export interface Kept {
  /** The bytes a target must hold; of the rest, zeros may stay as they are. Absent: all of them. */
  readonly needs?: Needs | undefined;
  /** The target is known to hold zeros wherever nothing was written yet. */
  readonly isZeroed?: boolean | undefined;
}

/** Leaves out the pieces of 64 KiB that need no write; the others go to `put` in runs as long as they come. */
export function putKept(put: Put, { needs, isZeroed = false }: Kept): Put {
  if (!needs && !isZeroed) return put;
  const isKept = (atByte: number, bytes: Uint8Array): boolean =>
    (isZeroed || needs?.touch(atByte, bytes.length) === false) && isZero(bytes);
  return async (target, atByte, bytes, countedBytes) => {
    let skippedBytes = 0;
    for (const run of runsOf(atByte, bytes, isKept)) {
      const part = bytes.subarray(run.at, run.at + run.lengthBytes);
      const counted = countedOf(run, countedBytes);
      skippedBytes += run.isKept ? counted : (await put(target, atByte + run.at, part, counted)).skippedBytes;
    }
    return { skippedBytes };
  };
}

interface Run {
  readonly isKept: boolean;
  readonly at: number;
  readonly lengthBytes: number;
}

/** Pieces begin at whole multiples of their size in the image, wherever the bytes begin. */
function* runsOf(
  atByte: number,
  bytes: Uint8Array,
  isKept: (atByte: number, piece: Uint8Array) => boolean,
): Iterable<Run> {
  let run: Run | undefined;
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + PIECE_BYTES - ((atByte + at) % PIECE_BYTES));
    const kept = isKept(atByte + at, bytes.subarray(at, end));
    if (run?.isKept === kept) run = { ...run, lengthBytes: end - run.at };
    else {
      if (run) yield run;
      run = { isKept: kept, at, lengthBytes: end - at };
    }
    at = end;
  }
  if (run) yield run;
}
