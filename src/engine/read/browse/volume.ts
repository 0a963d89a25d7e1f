import type { DeviceNumber } from '../../bytes/formats/posix/file-mode.ts';
import type { EntryType } from '../../contract/events/entry-type.ts';
import type { Readable } from '../../contract/ports/image.ts';

/**
 * A file system inside an image, for reading: what `ls`, `extract` and authoring from an image walk. Readers take every
 * byte for hostile: a lie about sizes or places becomes a Failure, never a loop, and memory is bounded by what is
 * listed.
 */
export interface Volume {
  readonly standard: VolumeStandard;
  readonly label: string;
  readonly root: VolumeEntry;
  /**
   * The entries of a folder in the order of the medium, without "." and "..". Bounded by the folder's own length.
   *
   * @throws Failure `source-damaged` with the place, `source-truncated`, `source-unreadable`
   */
  list(folder: VolumeEntry): AsyncIterable<VolumeEntry>;
  /** The same, as many at a time as one read brings; where it is not there `list` does. */
  batches?(folder: VolumeEntry): AsyncIterable<readonly VolumeEntry[]>;
}

export type VolumeStandard = 'iso9660' | 'rock-ridge' | 'joliet' | 'enhanced' | 'udf';

/** What stands in a folder. Absent facts are not recorded on the medium. */
export interface VolumeEntry {
  /** A byte string (one character a byte) of UTF-8; '' for the root. Made harmless by `safeName`. */
  readonly name: string;
  readonly type: EntryType;
  /** Of regular files as a reader gets them; 0 for all others. */
  readonly sizeBytes: number;
  /** The lower twelve bits of `st_mode`. */
  readonly permissions?: number | undefined;
  readonly userId?: number | undefined;
  readonly groupId?: number | undefined;
  readonly modifiedAtMs?: number | undefined;
  /** Of symbolic links: a byte string. */
  readonly target?: string | undefined;
  readonly device?: DeviceNumber | undefined;
  /** The same for two names of one file or folder, and for nothing else; '' for a file without content. */
  readonly identity: string;
  /** Where the bytes of a file or folder lie, in order. Of files that are not packed they make up `sizeBytes`. */
  readonly runs: readonly ContentRun[];
  /** Access lists or extended attributes stand with it (AAIP). */
  readonly hasAttributes?: boolean | undefined;
  /** The file is compressed on the medium. */
  readonly packing?: Packing | undefined;
}

/** A run of bytes of the image; without a place they are zeros that are not recorded. */
export interface ContentRun {
  readonly atByte: number | undefined;
  readonly lengthBytes: number;
}

/** The bytes of a file, readable anywhere. */
export type Content = Readable;

/** zisofs: blocks of 2^blockLog2 bytes, each a zlib stream; `version` 0 is one that is not known here. */
export interface Packing {
  readonly kind: 'zisofs';
  readonly version: 0 | 1 | 2;
  readonly blockLog2: number;
  readonly headerBytes: number;
}

/** A name that cannot lead anywhere else: no slash, no NUL, not empty, neither `.` nor `..`. */
export function safeName(name: string): string {
  if (name !== '' && name !== '.' && name !== '..' && !name.includes('/') && !name.includes('\0'))
    return name;
  const plain = name.replace(/[/\0]/g, '_');
  return plain === '' || plain === '.' || plain === '..' ? `_${plain.slice(1)}` : plain;
}

/** Seconds since 1970; undefined where the medium does not say. */
export function secondsOf({ modifiedAtMs }: VolumeEntry): number | undefined {
  return modifiedAtMs === undefined ? undefined : modifiedAtMs / 1000;
}
