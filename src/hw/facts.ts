import type { DriveContent } from '../engine/contract/failure/drive-content.ts';
import type { LockHolder } from '../engine/host/trust/lock-holder.ts';

/**
 * Raw facts about a machine, as plain JSON: what was found, not what it means. Gathered by `hw/linux/gather.ts`,
 * judged by `hw/judge`; recorded machines in `test/fixtures/machines` have this shape.
 */
export interface MachineFacts {
  /** `process.platform` */
  readonly platform: string;
  /** Every block device and partition below `/sys/class/block`. */
  readonly blocks: readonly BlockFacts[];
  readonly mounts: readonly MountFacts[];
  readonly swaps: readonly SwapFacts[];
  /** File systems the kernel holds open (`/sys/fs/ext4/sda1`, …), also those mounted where this process sees nothing. */
  readonly openFileSystems: readonly OpenFileSystem[];
  /** Empty when lsblk is missing, too old or too slow. */
  readonly lsblk: readonly LsblkRow[];
  readonly hints: SystemHints;
  /** The UUID of the medium that this system was started from, where the kernel was told. */
  readonly startedFrom?: string;
  /** Serials that a person protected. */
  readonly neverTouch?: readonly string[];
  /** Jobs of this program that write to drives, by the drive's name. */
  readonly writers?: Readonly<Record<string, LockHolder>>;
  /** Why nobody can say which drives are protected. */
  readonly neverTouchProblem?: string;
}

/** One entry of `/sys/class/block`. Absent fields were not there. */
export interface BlockFacts {
  readonly name: string;
  /** `8:16` */
  readonly deviceNumber: string;
  readonly sizeBytes: number;
  /** The real folder, which names every bus on the way: `/sys/devices/pci…/usb2/…/block/sdb`. */
  readonly sysPath: string;
  /** Set for a partition: its number, the disk it is on, and where it starts. */
  readonly partition?: { readonly number: number; readonly disk: string; readonly startBytes: number };
  readonly readOnly: boolean;
  readonly removable: boolean;
  readonly hidden: boolean;
  readonly diskSequence?: number;
  /** `host-managed`: it takes bytes in the order of its zones only. Absent: it is an ordinary drive. */
  readonly zoned?: string;
  readonly logicalBlockBytes?: number;
  readonly physicalBlockBytes?: number;
  /** Names of devices built on this one, and of those it is built on. */
  readonly holders: readonly string[];
  readonly slaves: readonly string[];
  readonly deviceMapper?: { readonly name: string; readonly uuid: string };
  readonly raidLevel?: string;
  readonly loop?: LoopFacts;
  /** Files of the `device` folder: vendor, model, serial, type, name, wwid, state. */
  readonly device: Readonly<Record<string, string>>;
  /** Strings of the USB device this hangs on. */
  readonly usb?: Readonly<Record<string, string>>;
  /** The udev database entry (some keys); absent without udev. */
  readonly udev?: Readonly<Record<string, string>>;
  /** What `blkid -p` saw, when there is no udev and this process may look. */
  readonly probed?: Readonly<Record<string, string>>;
  /** What its own bytes say, where nobody else said anything. */
  readonly content?: DriveContent;
  /** Whole paths below `/dev/disk/by-id`, sorted. */
  readonly ids: readonly string[];
}

/** What a loop device stands for. `backingFile` is a name, and may lie: deleted, renamed, of another namespace. */
export interface LoopFacts {
  readonly backingFile: string;
  readonly partitionScan: boolean;
  /** The file by its device and inode (`fileKey`), where somebody said it. */
  readonly file?: string;
  /** Device number of the block device that it stands for in place of a file. */
  readonly block?: string;
  /** Nobody said which file it is, and this user may not enter the folder it lies in. */
  readonly outOfReach?: boolean;
  /** Nobody said which file it is, but it is not this one (`fileKey`): their bytes are not equal. */
  readonly differsFrom?: string;
}

/** One line of `/proc/self/mountinfo` (proc(5)). */
export interface MountFacts {
  readonly deviceNumber: string;
  /** Which folder of the file system is mounted. */
  readonly root: string;
  readonly at: string;
  readonly fsType: string;
  readonly source: string;
  readonly options: string;
  /** `fileKey` of the file it was mounted from, without a loop device. */
  readonly file?: string;
}

/** One line of `/proc/swaps`: a device or a file. */
export interface SwapFacts {
  readonly path: string;
  readonly type: string;
  /** `fileKey`, of a file. */
  readonly file?: string;
}

export interface OpenFileSystem {
  readonly fsType: string;
  readonly block: string;
  /** Devices of one btrfs share it. */
  readonly group?: string;
}

/** The columns asked of `lsblk -J -b`, whatever this version knows. */
export type LsblkRow = Readonly<Record<string, unknown>>;

/** What systeminformation said, joined by device path. For names only: never the only ground for a decision. */
export interface SystemHints {
  readonly disks: readonly DiskHint[];
}

export interface DiskHint {
  /** `/dev/sda`, `\\.\PHYSICALDRIVE0` */
  readonly path: string;
  readonly sizeBytes: number;
  readonly model: string;
  readonly vendor: string;
  readonly serial: string;
  readonly transport: string;
  readonly removable: boolean;
  readonly optical: boolean;
}

/** Where a file lies: enough to find its drive. */
export interface FilePlace {
  /** As the person gave it. */
  readonly path: string;
  /** Without links; equal to `path` when it does not exist. */
  readonly realPath: string;
  /** Device number of the file system, or of the device itself when the path is a block device. */
  readonly deviceNumber?: string;
  /** `fileKey`, of a file: its other names have the same. */
  readonly file?: string;
}
