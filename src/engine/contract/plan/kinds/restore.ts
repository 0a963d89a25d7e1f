import * as z from 'zod';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** exFAT specification §3.1.15; FAT has smaller ones. */
export const LARGEST_CLUSTER_BYTES = 32 << 20;

/** Makes a drive empty and ordinary again: one partition, FAT32 or exFAT depending on its size. */
export const restorePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('restore'),
  targets: z.array(target).min(1),
  label: z.string().max(15).optional(),
  /** Absent: by the size of each drive. */
  fileSystem: z.enum(['fat16', 'fat32', 'exfat']).optional(),
  /** A power of two; absent: by the size of each drive. */
  clusterBytes: z.number().int().min(512).max(LARGEST_CLUSTER_BYTES).optional(),
});

export const restoreNature: Nature = {
  writes: true,
  erases: true,
  keeps: true,
  reachesEnd: true,
  goesOn: 'anew',
};

export type RestorePlan = z.infer<typeof restorePlan>;

export type FileSystemKind = 'FAT16' | 'FAT32' | 'exFAT';

const MIB = 1 << 20;
/** FAT32 needs 65,525 clusters; smaller drives get FAT16. */
const SMALLEST_FAT32_BYTES = 40 * MIB;
/** What is sold as 32 GB; every camera and television reads FAT32 up to here. */
const LARGEST_FAT32_BYTES = 32 * 2 ** 30;

const NAMES = { fat16: 'FAT16', fat32: 'FAT32', exfat: 'exFAT' } as const;

/** What a drive gets. */
export function fileSystemFor(capacityBytes: number, wanted?: RestorePlan['fileSystem']): FileSystemKind {
  if (wanted !== undefined) return NAMES[wanted];
  if (capacityBytes < SMALLEST_FAT32_BYTES) return 'FAT16';
  return capacityBytes <= LARGEST_FAT32_BYTES ? 'FAT32' : 'exFAT';
}
