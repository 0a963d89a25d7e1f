import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { partitionNames } from '../linux/block.ts';
import { within } from '../within.ts';

const FLUSH_LIMIT_MS = 20_000;

/**
 * Puts on the medium what programs wrote to the partitions of a drive: each partition has a cache of its own, which a
 * direct read of the whole drive does not see, and it may be written late, over what we put there.
 */
export async function flushPartitions(name: string): Promise<void> {
  const partitions = await partitionNames(name);
  await within(Promise.all(partitions.map(flush)), FLUSH_LIMIT_MS, () => []);
}

async function flush(partition: string): Promise<void> {
  const device = await open(join('/dev', partition), 'r').catch(() => undefined);
  await device?.datasync().catch(() => undefined);
  await device?.close();
}
