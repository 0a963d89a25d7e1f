import type { EntryType } from './entry-type.ts';

/** Which of the two that are compared: the one named first is `a`. */
export type SideName = 'a' | 'b';

/** Where bytes lie that belong to no file. `partition`: as its table counts it. */
export interface StructureHit {
  readonly structure: 'partition-table' | 'system-area' | 'volume-descriptors' | 'file-system' | 'outside';
  readonly partition?: number;
}

/** What is hit on one side: files, as they are shown there; where there are none, the structure. */
export interface PlaceNames {
  readonly files: readonly string[];
  readonly structure?: StructureHit;
}

/** A fact about an entry that is not the same on both sides. Owners are numbers, times ISO texts, modes octal. */
export interface FieldDifference {
  readonly field: 'mode' | 'uid' | 'gid' | 'mtime' | 'target' | 'device' | 'name';
  readonly a: string | number;
  readonly b: string | number;
}

/**
 * One difference of two images or trees. Paths are texts, `/a/b`. `content`: bytes of a file, from `atByte` on where both have
 * as many. `cannotHold`: the other side's file system has no way to record it. `unreadable`: whether it is the same is not known.
 */
export type Difference =
  | { readonly kind: 'size'; readonly aBytes: number; readonly bBytes: number }
  | {
      readonly kind: 'bytes';
      readonly atByte: number;
      readonly lengthBytes: number;
      readonly inA?: PlaceNames;
      readonly inB?: PlaceNames;
    }
  | {
      readonly kind: 'unreadable';
      readonly side: SideName;
      readonly path?: string;
      readonly atByte?: number;
      readonly lengthBytes?: number;
    }
  | {
      readonly kind: 'added' | 'removed';
      readonly path: string;
      readonly type: EntryType;
      readonly sizeBytes: number;
      readonly cannotHold?: true;
    }
  | { readonly kind: 'moved'; readonly path: string; readonly from: string; readonly sizeBytes: number }
  | { readonly kind: 'type'; readonly path: string; readonly a: EntryType; readonly b: EntryType }
  | {
      readonly kind: 'content';
      readonly path: string;
      readonly aBytes: number;
      readonly bBytes: number;
      readonly atByte?: number;
      readonly fields?: readonly FieldDifference[];
    }
  | { readonly kind: 'metadata'; readonly path: string; readonly fields: readonly FieldDifference[] };

export type DifferenceKind = Difference['kind'];

/** What a comparison found: all are counted, the first ones told. */
export interface Differences {
  readonly told: readonly Difference[];
  readonly counts: Readonly<Partial<Record<DifferenceKind, number>>>;
}

/** Of bytes: `places` are stretches in which something differs; those less than half a kilobyte apart are one. */
export interface BytesCompared extends Differences {
  readonly comparedBytes: number;
  readonly differingBytes: number;
  readonly aBytes: number;
  readonly bBytes: number;
  /** What a device has behind the end of the image, and was not compared. */
  readonly behindBytes?: number;
}

/** Of trees. `movesLeftOut`: so many files may have been moved, and nobody looked. */
export interface TreesCompared extends Differences {
  readonly entries: number;
  readonly comparedBytes: number;
  readonly movesLeftOut?: number;
  /** Entries whose name stands before them in the same folder: not compared. */
  readonly twins?: number;
}
