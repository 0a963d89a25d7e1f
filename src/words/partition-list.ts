import type { FoundPartition } from '../engine/contract/failure/found-partition.ts';
import { cleanText } from './clean.ts';
import { sizeText } from './sizes.ts';

/** ` 1: ext4 root (200 MiB), 2: fat (100 MiB)`, with what stands before it; nothing for none. */
export function partitionList(partitions: readonly FoundPartition[]): string {
  const names = partitions.map(
    ({ number, standard, label, sizeBytes }) =>
      `${number}: ${standard}${label === '' ? '' : ` ${cleanText(label)}`} (${sizeText(sizeBytes)})`,
  );
  return names.length === 0 ? '' : ` – ${names.join(', ')}`;
}
