import type { Folders, VolumeEntry } from './volume.ts';

/** The entries of a folder as many at a time as come together; those before a failure come before it. */
export function batchesOf<Entry extends VolumeEntry>(
  volume: Folders<Entry>,
  folder: Entry,
): AsyncIterable<readonly Entry[]> {
  return volume.batches?.(folder) ?? oneByOne(volume.list(folder));
}

/** For what comes one at a time. */
export async function* oneByOne<T>(entries: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  for await (const entry of entries) yield [entry];
}

/** Fewer and larger ones, so that what lies beside each other is read together also across folders. */
export async function* inLargeBatches<T>(
  batches: AsyncIterable<readonly T[]>,
  least = 2048,
): AsyncGenerator<readonly T[]> {
  let large: T[] = [];
  for await (const some of batches) {
    for (const one of some) large.push(one);
    if (large.length < least) continue;
    yield large;
    large = [];
  }
  yield large;
}
