import type { Volume, VolumeEntry } from './volume.ts';

/** The entries of a folder as many at a time as come together; those before a failure come before it. */
export function batchesOf(volume: Volume, folder: VolumeEntry): AsyncIterable<readonly VolumeEntry[]> {
  return volume.batches?.(folder) ?? oneByOne(volume.list(folder));
}

async function* oneByOne(entries: AsyncIterable<VolumeEntry>): AsyncGenerator<readonly VolumeEntry[]> {
  for await (const entry of entries) yield [entry];
}
