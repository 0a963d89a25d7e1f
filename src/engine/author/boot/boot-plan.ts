import type { FatImage } from '../../bytes/formats/fat/image.ts';
import type { Emulation } from '../../contract/events/emulation.ts';
import type { Where } from '../layout/section.ts';

/** What makes an image bootable, decided: which images the catalogue names, what is patched, which partition table. */
export interface BootPlan {
  /** In the order of the catalogue; the first is the default. */
  readonly entries: readonly PlannedEntry[];
  readonly patches: readonly ImagePatch[];
  /** A boot catalogue that came with the folder: its bytes become those of ours, so that it keeps its name. */
  readonly catalogueNode?: number | undefined;
  readonly esp?: EfiSystemPartition | undefined;
  /** In the order they lie in. */
  readonly parts?: readonly OriginalPart[] | undefined;
  readonly table: PartitionTable;
}

/** A boot image: a file of the tree, the EFI system partition that is built, or bytes of the original image. */
export type BootImage = { readonly node: number } | 'built-esp' | OriginalPart;

/** Bytes of the original image that no file of the tree holds. They become a section of their own behind the files. */
export interface OriginalPart {
  /** Name of the section. */
  readonly part: string;
  readonly sizeBytes: number;
  read(atByte: number, into: Uint8Array): Promise<void>;
}

export interface PlannedEntry {
  readonly platform: number;
  readonly emulation: Emulation;
  readonly loadSegment: number;
  readonly systemType?: number;
  /** Of 512 bytes. */
  readonly loadSectors: number;
  readonly image: BootImage;
}

/** A boot image that is told where it lies; only in the image, never in the user's file. */
export interface ImagePatch {
  readonly image: { readonly node: number } | OriginalPart;
  readonly content: Uint8Array;
  readonly bootInfoTable: boolean;
  readonly grubInfo: boolean;
}

export type EfiSystemPartition =
  | { readonly kind: 'file'; readonly node: number; readonly sizeBytes: number }
  | { readonly kind: 'built'; readonly image: FatImage<number> }
  | { readonly kind: 'part'; readonly part: OriginalPart };

/** How many bytes its file system has. */
export function espBytes(esp: EfiSystemPartition): number {
  if (esp.kind === 'file') return esp.sizeBytes;
  return esp.kind === 'built' ? esp.image.sizeBytes : esp.part.sizeBytes;
}

/** How a stick with the image looks to firmware. */
export interface PartitionTable {
  /** `gpt` has a protective MBR, and an EFI system partition. */
  readonly kind: 'none' | 'mbr' | 'gpt';
  readonly code?: HybridCode | undefined;
  /** The table of the original image, to be made again with the new places. */
  readonly like?: InheritedTable | undefined;
}

/** The first sector's program and the boot image it starts. */
export interface HybridCode {
  /** Undefined: it is told no place. */
  readonly style: 'isolinux' | 'grub' | undefined;
  /** At most 440 are used. */
  readonly bytes: Uint8Array;
  readonly image: BootImage;
}

/** A partition table whose places are said by what lies there. */
export interface InheritedTable {
  readonly diskId: number;
  readonly unknown: number;
  /** Blocks 1 to 63, where they hold no table: further boot code. */
  readonly behindCode: Uint8Array;
  readonly mbr: readonly (InheritedMbrPartition | undefined)[];
  readonly gpt?:
    | { readonly diskGuid: string; readonly partitions: readonly InheritedGptPartition[] }
    | undefined;
  /** The image's size is a multiple of a mebibyte. */
  readonly isAligned: boolean;
}

interface Inherited {
  readonly start: PartitionStart;
  readonly end: PartitionEnd;
}

export interface InheritedMbrPartition extends Inherited {
  readonly bootIndicator: number;
  readonly type: number;
}

export interface InheritedGptPartition extends Inherited {
  readonly type: string;
  readonly id: string;
  readonly attributes: Uint8Array;
  readonly name: string;
}

/** A block before all files, or a boot image. */
export type PartitionStart = { readonly block: number } | { readonly image: BootImage };
/** So many blocks, where a boot image begins, or the end of the medium. */
export type PartitionEnd = { readonly blocks: number } | { readonly before: BootImage } | 'end';

/** Nothing starts from the image. */
export const NO_BOOT: BootPlan = { entries: [], patches: [], table: { kind: 'none' } };

/** First sector of a boot image. */
export type LbaOf = (image: BootImage, where: Where) => number;
