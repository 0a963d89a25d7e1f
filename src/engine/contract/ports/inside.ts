import type { EntryType } from '../events/entry-type.ts';
import type { Inspection } from '../events/inspection.ts';
import type { LeftOut } from '../events/left-out.ts';
import type { FailureReport } from '../failure/failure.ts';

/** A file system: that of an image or drive, or that of a partition in it, as its table counts them. */
export interface VolumePlace {
  readonly path: string;
  readonly partition?: number | undefined;
}

/** What is published of an image and stands beside it; nothing of the image was compared with it. */
export interface PublishedSum {
  readonly algorithm: string;
  readonly hash: string;
  /** Where it stands. */
  readonly file: string;
}

/** A partition as its table counts it. */
export interface PartitionFacts {
  readonly table: 'mbr' | 'gpt' | 'apple';
  readonly number: number;
  readonly startByte: number;
  readonly lengthBytes: number;
  /** It holds others. */
  readonly isContainer?: boolean | undefined;
}

/** Everything that is told of an image or a drive that was looked into. */
export type LookedInto =
  | {
      readonly ok: true;
      readonly inspection: Inspection;
      readonly published: readonly PublishedSum[];
      /** Those of the GPT, else of the MBR with its logical ones, else of an Apple map. */
      readonly partitions: readonly PartitionFacts[];
    }
  | { readonly ok: false; readonly failure: FailureReport };

/** What stands in a folder inside an image. */
export interface InsideEntry {
  /** A byte string, harmless as one step of a path. */
  readonly name: string;
  /** For people and programs: what is no UTF-8 is told by its number. */
  readonly text: string;
  readonly type: EntryType;
  /** Of files; 0 for all others. */
  readonly sizeBytes: number;
  readonly modifiedAtMs?: number | undefined;
  /** Of symbolic links, as text. */
  readonly target?: string | undefined;
}

export type InsideListing =
  | {
      readonly ok: true;
      /** `iso9660`, `ext4`, … */
      readonly standard: string;
      readonly label: string;
      /** Folders first, then by name. Of several of one name the first. */
      readonly entries: readonly InsideEntry[];
      /** It was not read to its end, and why. */
      readonly cut?: FailureReport | undefined;
    }
  | { readonly ok: false; readonly failure: FailureReport };

/** What is to be taken out, and where to. */
export interface ExtractWish {
  readonly place: VolumePlace;
  /** Byte strings from the root on, `/a/b`; none lies in another. */
  readonly paths: readonly string[];
  /** A folder of this machine, whole. */
  readonly into: string;
}

export interface ExtractProgress {
  /** Entries that were met. */
  readonly entries: number;
  /** Bytes that were read of the image. */
  readonly readBytes: number;
  /** What the files hold that were met; undefined while they are counted. */
  readonly totalBytes?: number | undefined;
}

/** How an extraction ended. What is whole is there, whatever the failure. */
export interface ExtractEnd {
  readonly entries: number;
  readonly sizeBytes: number;
  readonly failed: readonly LeftOut[];
  /** What only root could make. */
  readonly skipped: readonly { readonly path: string; readonly type: EntryType }[];
  readonly failure?: FailureReport | undefined;
}

/** Looks into images for a person who walks about in them. None of it fails: what is wrong is an answer. */
export interface Insides {
  look(path: string, signal: AbortSignal): Promise<LookedInto>;
  /** @param folder a byte string, `/a/b`; '' for the root */
  list(place: VolumePlace, folder: string, signal: AbortSignal): Promise<InsideListing>;
  extract(
    wish: ExtractWish,
    tell: (progress: ExtractProgress) => void,
    signal: AbortSignal,
  ): Promise<ExtractEnd>;
  /** Lets go of what is open; an extraction comes to its end first. */
  close(): Promise<void>;
}
