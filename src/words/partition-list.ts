import type { FoundPartition } from '../engine/contract/failure/found-partition.ts';

/** ` – 1: ext4 root (200 MiB), 2: fat (100 MiB)`; nothing for none. */
export function partitionList(
  partitions: readonly FoundPartition[],
  sizeWords: (sizeBytes: number) => string,
): string {
  const names = partitions.map(
    ({ number, standard, label, sizeBytes }) =>
      `${number}: ${standard}${label === '' ? '' : ` ${label}`} (${sizeWords(sizeBytes)})`,
  );
  return names.length === 0 ? '' : ` – ${names.join(', ')}`;
}
