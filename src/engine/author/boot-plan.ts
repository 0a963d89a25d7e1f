import type { Emulation } from '../formats/eltorito/catalogue.ts';
import type { FatImage } from '../formats/fat/image.ts';

/** What makes an image bootable, decided: which images the catalogue names, what is patched, which partition table. */
export interface BootPlan {
  /** In the order of the catalogue; the first is the default. */
  readonly entries: readonly PlannedEntry[];
  readonly patches: readonly ImagePatch[];
  /** A boot catalogue that came with the folder: its bytes become those of ours, so that it keeps its name. */
  readonly catalogueNode?: number | undefined;
  readonly esp?: EfiSystemPartition | undefined;
  readonly table: PartitionTable;
}

/** A boot image: a file of the tree, or the EFI system partition that is built. */
export type BootImage = { readonly node: number } | 'built-esp';

export interface PlannedEntry {
  readonly platform: number;
  readonly emulation: Emulation;
  readonly loadSegment: number;
  /** Of 512 bytes. */
  readonly loadSectors: number;
  readonly image: BootImage;
}

/** A boot image that is told where it lies; only in the image, never in the user's file. */
export interface ImagePatch {
  readonly node: number;
  readonly content: Uint8Array;
  readonly bootInfoTable: boolean;
  readonly grubInfo: boolean;
}

export type EfiSystemPartition =
  | { readonly kind: 'file'; readonly node: number; readonly sizeBytes: number }
  | { readonly kind: 'built'; readonly image: FatImage<number> };

/** How a stick with the image looks to firmware. */
export interface PartitionTable {
  /** `gpt` has a protective MBR, and an EFI system partition. */
  readonly kind: 'none' | 'mbr' | 'gpt';
  readonly code?: HybridCode | undefined;
}

/** The first sector's program and the boot image it starts. */
export interface HybridCode {
  readonly style: 'isolinux' | 'grub';
  /** At most 440 are used. */
  readonly bytes: Uint8Array;
  readonly image: BootImage;
}

/** Nothing starts from the image. */
export const NO_BOOT: BootPlan = { entries: [], patches: [], table: { kind: 'none' } };
