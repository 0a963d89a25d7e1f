import { Failure } from '../../contract/failure/failure.ts';
import type { Target } from '../../contract/ports/target.ts';

export type FileSystemKind = 'FAT16' | 'FAT32' | 'exFAT';

/** What a drive becomes: one partition from the first MiB to the end. */
export interface RestoreLayout {
  readonly fileSystem: FileSystemKind;
  readonly table: 'mbr' | 'gpt';
  readonly sectorBytes: number;
  readonly sectors: number;
  readonly startSector: number;
  readonly partitionSectors: number;
}

const MIB = 1 << 20;
const GIB = 2 ** 30;
const SMALLEST_BYTES = 4 * MIB;
/** FAT32 needs 65,525 clusters; smaller drives get FAT16. */
const SMALLEST_FAT32_BYTES = 40 * MIB;
/** What is sold as 32 GB; every camera and television reads FAT32 up to here. */
const LARGEST_FAT32_BYTES = 32 * GIB;
/** Sectors an MBR can count. */
const MBR_SECTORS = 2 ** 32;

/**
 * @param sectorBytes the drive's logical block; 512 for a file that stands in for one
 * @throws Failure `target-too-small`
 */
export function restoreLayout({ name, capacityBytes }: Target, sectorBytes: number): RestoreLayout {
  if (capacityBytes < SMALLEST_BYTES)
    throw new Failure('target-too-small', {
      target: name,
      needBytes: SMALLEST_BYTES,
      haveBytes: capacityBytes,
    });
  const sectors = Math.floor(capacityBytes / sectorBytes);
  const table = sectors > MBR_SECTORS ? 'gpt' : 'mbr';
  const startSector = MIB / sectorBytes;
  // The backup of a GPT lies in the last MiB; without one the end stays free too, for alignment.
  const endSector = Math.floor((sectors - (table === 'gpt' ? startSector : 0)) / startSector) * startSector;
  return {
    fileSystem: fileSystemFor(capacityBytes, sectorBytes),
    table,
    sectorBytes,
    sectors,
    startSector,
    partitionSectors: endSector - startSector,
  };
}

/** The programs that make exFAT know sectors of 512 bytes only. */
function fileSystemFor(capacityBytes: number, sectorBytes: number): FileSystemKind {
  if (capacityBytes < SMALLEST_FAT32_BYTES) return 'FAT16';
  return capacityBytes <= LARGEST_FAT32_BYTES || sectorBytes !== 512 ? 'FAT32' : 'exFAT';
}
