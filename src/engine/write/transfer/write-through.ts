import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { SLOT_BYTES_AT_MOST } from './ring.ts';

/**
 * Puts bytes on a target; says how many were left alone because they stood there already. Counted are the first
 * `countedBytes`: those behind the image's end only fill its last block.
 */
export type Put = (
  target: Target,
  atByte: number,
  bytes: Uint8Array,
  countedBytes: number,
) => Promise<{ readonly skippedBytes: number }>;

/** Writes everything. */
export const putAll: Put = async (target, atByte, bytes) => {
  await target.write(atByte, bytes);
  return { skippedBytes: 0 };
};

/** Granularity of `--delta`: what differs is written in pieces of this size. */
const DELTA_PIECE_BYTES = 65_536;

/**
 * Reads first and writes only the pieces that differ. Reading is cheaper than writing on flash, and spares it.
 * `beforeWrite` is called before the first byte that is really written.
 */
export function putDifferences(beforeWrite: () => Promise<void>): Put {
  const spare: Uint8Array[] = [];
  return async (target, atByte, bytes, countedBytes) => {
    const memory = spare.pop() ?? alignedBytes(SLOT_BYTES_AT_MOST);
    const found = memory.subarray(0, bytes.length);
    try {
      await target.read(atByte, found);
      let skippedBytes = 0;
      for (const run of runsOf(bytes, found)) {
        if (run.same) skippedBytes += countedOf(run, countedBytes);
        else {
          await beforeWrite();
          await target.write(atByte + run.at, bytes.subarray(run.at, run.at + run.lengthBytes));
        }
      }
      return { skippedBytes };
    } finally {
      spare.push(memory);
    }
  };
}

/** How many bytes of a run lie before the end of what counts. */
export function countedOf(
  { at, lengthBytes }: { readonly at: number; readonly lengthBytes: number },
  countedBytes: number,
): number {
  return Math.max(0, Math.min(lengthBytes, countedBytes - at));
}

interface Run {
  readonly same: boolean;
  readonly at: number;
  readonly lengthBytes: number;
}

/** Neighbouring pieces of one kind are one run: fewer, larger writes. */
function* runsOf(wanted: Uint8Array, found: Uint8Array): Iterable<Run> {
  let run: Run | undefined;
  for (let at = 0; at < wanted.length; at += DELTA_PIECE_BYTES) {
    const end = Math.min(at + DELTA_PIECE_BYTES, wanted.length);
    const same = Buffer.compare(wanted.subarray(at, end), found.subarray(at, end)) === 0;
    if (run?.same === same) run = { ...run, lengthBytes: end - run.at };
    else {
      if (run) yield run;
      run = { same, at, lengthBytes: end - at };
    }
  }
  if (run) yield run;
}
