import type { DriveContent } from '../failure/drive-content.ts';
import type { DriveWarningCode, RefusalFacts, WarningFacts } from '../failure/refusal-reasons.ts';

/**
 * Facts about one drive or disc as this machine shows it; plain JSON, no methods.
 * The fields are those of `devices --json`; `refusals` say why it is not offered as a target.
 */
export interface Drive {
  /** `/dev/sdb` */
  readonly path: string;
  /** `sdb` */
  readonly name: string;
  readonly kind: DriveKind;
  readonly sizeBytes: number;
  /** Logical block. */
  readonly sectorBytes: number;
  readonly vendor?: string;
  readonly model: string;
  readonly serial: string;
  /** `usb`, `sata`, `ata`, `nvme`, `mmc`, `virtio`, `scsi`, `loop`, … or '' when unknown. */
  readonly transport: string;
  readonly removable: boolean;
  readonly readOnly: boolean;
  /** Links below `/dev/disk/by-id`, whole paths, sorted. */
  readonly ids: readonly string[];
  readonly wwn?: string;
  /** `8:16` */
  readonly deviceNumber?: string;
  /** Counts every medium or device that the kernel has met since boot: a change means another drive. */
  readonly diskSequence?: number;
  /** This user is not root, and may write to it all the same. */
  readonly ownRights?: true;
  readonly parts: readonly DrivePart[];
  /** Only in lists of what can be read: the name of the drive that this is a partition of. */
  readonly partOf?: string;
  /** Of a drive without parts: what else is on it. Absent if not examined. */
  readonly content?: DriveContent;
  readonly refusals: readonly DriveRefusal[];
  readonly warnings: readonly DriveWarning[];
}

/** `virtual`: a regular file used as a drive (the practice bench). */
export type DriveKind = 'disk' | 'optical' | 'loop' | 'floppy' | 'virtual' | 'other';

export interface DrivePart {
  readonly path: string;
  readonly label: string;
  readonly fsType: string;
  readonly sizeBytes: number;
  /** Bytes in use, when mounted or otherwise known. */
  readonly usedBytes?: number;
  readonly mounts: readonly string[];
}

/** Where something of a drive is mounted. */
export function mountsOf({ parts }: Pick<Drive, 'parts'>): string[] {
  return [...new Set(parts.flatMap(({ mounts }) => mounts))];
}

/** Reasons a drive may not become a target. */
export type DriveRefusalCode =
  | 'system-drive'
  | 'boot-drive'
  | 'never-touch'
  | 'never-touch-unreadable'
  | 'mounted'
  | 'swap'
  | 'raid-member'
  | 'lvm-member'
  | 'luks-member'
  | 'zfs-member'
  | 'held'
  | 'read-only'
  | 'no-medium'
  | 'zoned'
  | 'optical'
  | 'too-small'
  | 'source-on-it'
  | 'not-supported-here';

export interface DriveRefusal {
  readonly code: DriveRefusalCode;
  /** What is known about it; put into words by `words/refusals.ts`. */
  readonly facts?: RefusalFacts;
  /** Other places of the same kind. */
  readonly more?: readonly RefusalFacts[];
  /** For programs: one line in English, with the place: `mounted at /mnt/backup`. */
  readonly text?: string;
}

export interface DriveWarning {
  readonly code: DriveWarningCode;
  readonly facts?: WarningFacts;
  /** For programs: one line in English. */
  readonly text?: string;
}
