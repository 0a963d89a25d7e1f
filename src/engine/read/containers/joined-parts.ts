import type { Mapped } from '../../bytes/mapped/runs.ts';

export type Part = Mapped;

/** So many blocks of a part are told from those of the next: more than any part has. */
const BLOCKS_A_PART = 2 ** 32;

/** Parts one behind the other. */
export function joinedParts(parts: readonly Part[]): Mapped {
  const ends: number[] = [];
  let endByte = 0;
  for (const { sizeBytes } of parts) {
    endByte += sizeBytes;
    ends.push(endByte);
  }
  return {
    sizeBytes: endByte,
    runAt(atByte, mostBytes) {
      const index = firstBehind(ends, atByte);
      const part = parts[index];
      const startByte = ends[index - 1] ?? 0;
      if (!part) return { kind: 'zeros', lengthBytes: mostBytes };
      const run = part.runAt(atByte - startByte, Math.min(mostBytes, part.sizeBytes - (atByte - startByte)));
      return run instanceof Promise ? run.then((one) => apart(one, index)) : apart(run, index);
    },
  };
}

/** Blocks of two parts may have the same number. */
function apart<R extends { readonly kind: string }>(run: R, index: number): R {
  return 'block' in run && typeof run.block === 'number'
    ? { ...run, block: run.block + index * BLOCKS_A_PART }
    : run;
}

/** The first end that lies behind a place, by halving. */
export function firstBehind(ends: readonly number[] | Float64Array, atByte: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= atByte) low = middle + 1;
    else high = middle;
  }
  return low;
}
