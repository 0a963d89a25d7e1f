import type { DeviceNumber } from '../../bytes/formats/posix/file-mode.ts';
import type { EntryType } from '../../contract/events/entry-type.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';

/**
 * The folders of a file system inside an image: what `ls` walks. Readers take every byte for hostile: a lie about sizes or
 * places becomes a Failure, never a loop, and memory is bounded by what is listed.
 */
export interface VolumeListing<Entry extends VolumeEntry = VolumeEntry> extends Folders<Entry> {
  readonly standard: VolumeStandard;
  readonly label: string;
}

/** Folders below a root, whatever they are recorded in. */
export interface Folders<Entry extends VolumeEntry = VolumeEntry> {
  readonly root: Entry;
  /**
   * The entries of a folder in the order of the medium, without "." and "..". Bounded by the folder's own length.
   *
   * @throws Failure `source-damaged` with the place, `source-truncated`, `source-unreadable`
   */
  list(folder: Entry): AsyncIterable<Entry>;
  /** The same, as many at a time as one read brings; where it is not there `list` does. */
  batches?(folder: Entry): AsyncIterable<readonly Entry[]>;
}

/**
 * A file system with the contents of its files: what `extract` takes, and what names the files that a damage hits. It opens and
 * places only entries that it listed itself.
 */
export interface Volume<Entry extends VolumeEntry = VolumeEntry> extends VolumeListing<Entry> {
  /** As the file system states itself; absent where it does not. */
  readonly sizeBytes?: number | undefined;
  /** What is worth knowing of its state. */
  readonly notes?: readonly VolumeNote[];
  /**
   * The bytes of a file as a reader gets them: unpacked, holes as zeros.
   *
   * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`; those of its bytes when they are read
   */
  open(entry: Entry): Promise<Content>;
  /**
   * Where the bytes of a file or folder lie in the image, in order, as stored; none for what has none of its own. Said as far
   * as it can be read.
   *
   * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`
   */
  runs(entry: Entry): Promise<readonly ContentRun[]>;
}

/** Folders that say where the bytes of each entry lie: those of ISO 9660 and UDF. */
export type PlacedListing = VolumeListing<PlacedEntry>;
export type PlacedVolume = Volume<PlacedEntry>;

export type VolumeStandard =
  | 'iso9660'
  | 'rock-ridge'
  | 'joliet'
  | 'enhanced'
  | 'udf'
  | 'ext2'
  | 'ext3'
  | 'ext4'
  | 'fat'
  | 'exfat'
  | 'ntfs'
  | 'squashfs'
  | 'wim';

/**
 * `journal-replayed`: what was not in place yet was read from the journal. `journal-damaged`: that could not be done, or not to
 * its end. `not-clean`: it was not unmounted, and nothing was replayed.
 */
export type VolumeNote = 'journal-replayed' | 'journal-damaged' | 'not-clean';

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
  /** Access lists or extended attributes stand with it (AAIP). */
  readonly hasAttributes?: boolean | undefined;
}

/** An entry whose folder says where its bytes lie, so that many small files can be read together. */
export interface PlacedEntry extends VolumeEntry {
  /** Where the bytes of a file or folder lie, in order. Of files that are not packed they make up `sizeBytes`. */
  readonly runs: readonly ContentRun[];
  /** The file is compressed on the medium. */
  readonly packing?: Packing | undefined;
}

/** A run of bytes of the image; without a place they are zeros that are not recorded. */
export interface ContentRun {
  readonly atByte: number | undefined;
  readonly lengthBytes: number;
}

/** The bytes of a file, readable anywhere. */
export interface Content extends Readable {
  /** What of the file is recorded, in order; the rest is zeros without a place. Absent: all of it. */
  readonly recorded?: readonly ByteRange[];
  /** Where the medium tells a hash of the file: begins to compare a whole reading with it. */
  compare?(): ContentComparison;
}

/** Sees all bytes of a file, in order. */
export interface ContentComparison {
  passed(bytes: Uint8Array): void;
  /** @throws Failure `source-damaged` when they are others than the medium says */
  end(): void;
}

export function isPlaced(entry: VolumeEntry): entry is PlacedEntry {
  return 'runs' in entry;
}

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
