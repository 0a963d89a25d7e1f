import { Failure } from '../../contract/failure/failure.ts';
import { type FileSystemKind, fileSystemFor, type RestorePlan } from '../../contract/plan/kinds/restore.ts';
import type { Target } from '../../contract/ports/target.ts';

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
const SMALLEST_BYTES = 4 * MIB;
/** Sectors an MBR can count. */
const MBR_SECTORS = 2 ** 32;

/**
 * @param sectorBytes the drive's logical block; 512 for a file that stands in for one
 * @param wanted the file system that was asked for; absent: by the size
 * @throws Failure `target-too-small`
 */
export function restoreLayout(
  { name, capacityBytes }: Target,
  sectorBytes: number,
  wanted?: RestorePlan['fileSystem'],
): RestoreLayout {
  if (capacityBytes < SMALLEST_BYTES)
    throw new Failure('target-too-small', {
      target: name,
      needBytes: SMALLEST_BYTES,
      haveBytes: capacityBytes,
    });
  const fileSystem = fileSystemFor(capacityBytes, wanted);
  const sectors = Math.floor(capacityBytes / sectorBytes);
  const table = sectors > MBR_SECTORS ? 'gpt' : 'mbr';
  const startSector = MIB / sectorBytes;
  // The backup of a GPT lies in the last MiB; without one the end stays free too, for alignment.
  const endSector = Math.floor((sectors - (table === 'gpt' ? startSector : 0)) / startSector) * startSector;
  return {
    fileSystem,
    table,
    sectorBytes,
    sectors,
    startSector,
    partitionSectors: endSector - startSector,
  };
}
