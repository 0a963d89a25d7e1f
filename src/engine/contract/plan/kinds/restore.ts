import * as z from 'zod';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** Makes a drive empty and ordinary again: one partition, FAT32 or exFAT depending on its size. */
export const restorePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('restore'),
  targets: z.array(target).min(1),
  label: z.string().max(15).optional(),
  /** Absent: by the size of each drive. */
  fileSystem: z.enum(['fat32', 'exfat']).optional(),
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
export const SMALLEST_FAT32_BYTES = 40 * MIB;
/** What is sold as 32 GB; every camera and television reads FAT32 up to here. */
const LARGEST_FAT32_BYTES = 32 * 2 ** 30;

/** What a drive gets. The programs that make exFAT know sectors of 512 bytes only. */
export function fileSystemFor(
  capacityBytes: number,
  sectorBytes: number,
  wanted?: RestorePlan['fileSystem'],
): FileSystemKind {
  if (wanted !== undefined) return wanted === 'exfat' ? 'exFAT' : 'FAT32';
  if (capacityBytes < SMALLEST_FAT32_BYTES) return 'FAT16';
  return capacityBytes <= LARGEST_FAT32_BYTES || sectorBytes !== 512 ? 'FAT32' : 'exFAT';
}
