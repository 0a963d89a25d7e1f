import { type EmptyVolume, emptyVolume } from '../../author/volumes/empty-volume.ts';
import type { VolumeKind } from '../../author/volumes/plan-volume.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { FileSystemKind } from '../../contract/plan/kinds/restore.ts';
import type { RestoreLayout } from '../../write/restore/layout.ts';

const KINDS: { readonly [F in FileSystemKind]: VolumeKind } = {
  FAT16: 'fat16',
  FAT32: 'fat32',
  exFAT: 'exfat',
};

/** What else a restored drive's file system is. */
export interface RestoredVolume {
  /** For failures. */
  readonly target: string;
  readonly label: string | undefined;
  /** By which systems tell volumes apart. */
  readonly serial: number;
  readonly clusterBytes: number | undefined;
}

/** The empty file system that a drive gets, of our own making. @throws Failure `file-system-unfit` */
export function restoreVolume(layout: RestoreLayout, wanted: RestoredVolume): EmptyVolume {
  const { fileSystem, sectorBytes, startSector, partitionSectors } = layout;
  const { target, label = '', serial, clusterBytes } = wanted;
  const volume = emptyVolume({
    kind: KINDS[fileSystem],
    sizeBytes: partitionSectors * sectorBytes,
    hiddenBytes: startSector * sectorBytes,
    sectorBytes,
    clusterBytes,
    label,
    serial,
  });
  if (typeof volume === 'string') throw new Failure('file-system-unfit', { target, fileSystem, why: volume });
  return volume;
}
