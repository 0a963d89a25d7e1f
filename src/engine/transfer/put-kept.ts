import { alignedBytes } from '../memory/aligned-memory.ts';
import { PIECE_BYTES } from './digests.ts';
import type { Needs } from './needs.ts';
import type { Put } from './write-through.ts';

/** What need not be written, and why that is right. */
export interface Kept {
  /** The bytes a target must hold; the rest may stay as it is. Absent: all of them. */
  readonly needs?: Needs | undefined;
  /** The target is known to hold zeros wherever nothing was written yet. */
  readonly isZeroed?: boolean | undefined;
}

const zeros = alignedBytes(PIECE_BYTES);

/** Leaves out the pieces of 64 KiB that need no write; the others go to `put` in runs as long as they come. */
export function putKept(put: Put, { needs, isZeroed = false }: Kept): Put {
  if (!needs && !isZeroed) return put;
  const isKept = (atByte: number, bytes: Uint8Array): boolean =>
    (needs !== undefined && !needs.touch(atByte, bytes.length)) || (isZeroed && isZero(bytes));
  return async (target, atByte, bytes) => {
    let skippedBytes = 0;
    for (const run of runsOf(atByte, bytes, isKept)) {
      const part = bytes.subarray(run.at, run.at + run.lengthBytes);
      skippedBytes += run.isKept ? part.length : (await put(target, atByte + run.at, part)).skippedBytes;
    }
    return { skippedBytes };
  };
}

function isZero(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, zeros.subarray(0, bytes.length)) === 0;
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
