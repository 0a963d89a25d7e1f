import { hasAppleParts } from '../../bytes/formats/apple/marks.ts';
import {
  BOOT_INFO_AT_BYTE,
  bootInfoTable,
  GRUB_INFO_AT_BYTE,
  grubInfo,
  grubInfoBlock,
} from '../../bytes/formats/eltorito/boot-info.ts';
import { type BootEntry, floppySizes } from '../../bytes/formats/eltorito/catalogue.ts';
import { PLATFORM_UEFI } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { readCatalogue } from '../../bytes/formats/eltorito/read-catalogue.ts';
import { readFat } from '../../bytes/formats/fat/read.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import { bytesOf, type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import { present } from '../../contract/failure/present.ts';
import type { Image } from '../../contract/ports/image.ts';
import { findVolumes } from '../../read/inspect/volumes.ts';
import type { VolumeContents } from '../content/volume-contents.ts';
import type { EditedTree } from '../tree/edited-tree.ts';
import type { Tree } from '../tree/tree.ts';
import { type OriginalTable, originalTable, SYSTEM_AREA_BLOCKS } from './original-table.ts';

/** An image whose files are laid out anew, or were taken out of it before. */
export interface Original {
  readonly path: string;
  readonly image: Image;
  /** Its files. */
  readonly tree: Tree;
  readonly contents: VolumeContents;
  /** The tree that changes made of its own. */
  readonly edited?: Pick<EditedTree, 'tree' | 'placeOf'> | undefined;
}

/** Whether a tree is that of the original, as it is or changed; else it is a folder's. */
export function isOwnTree({ tree: own, edited }: Original, tree: Tree): boolean {
  return tree === own || tree === edited?.tree;
}

/** What makes an image start, read from its bytes. */
export interface OriginalBoot {
  readonly entries: readonly OriginalEntry[];
  /** Entries whose boot image lies behind the end: nothing can be taken from there. */
  readonly dropped: readonly BootEntry[];
  /** Where its boot catalogue lies. */
  readonly catalogueByte: number | undefined;
  readonly table: OriginalTable | undefined;
  /** A partition map or a file system that Apple's machines read beside ISO 9660. */
  readonly hasAppleParts: boolean;
  /** First byte of files, boot images and partitions → what lies there. */
  readonly things: ReadonlyMap<number, OriginalThing>;
}

/** Bytes that something in the image leads to. */
export interface OriginalThing {
  readonly startByte: number;
  readonly sizeBytes: number;
  /** Of the original's tree. */
  readonly node?: number | undefined;
  /** There are files in it, which have places of their own: this is what stands before them. */
  readonly isCut?: true;
}

export interface OriginalEntry extends BootEntry {
  readonly thing: OriginalThing;
  readonly bootInfoTable: boolean;
  readonly grubInfo: boolean;
}

/** Reads boot catalogue, boot images and partition tables. @throws Failure of the image's reads */
export async function originalBoot(original: Original): Promise<OriginalBoot> {
  const { image } = original;
  const bytes = bytesOf(image);
  const { catalogueLba } = await findVolumes(bytes);
  const sector =
    catalogueLba === undefined ? undefined : await bytes(catalogueLba * SECTOR_BYTES, SECTOR_BYTES);
  const entries = sector?.length === SECTOR_BYTES ? readCatalogue(sector).entries : [];
  const stated = entries.filter(({ bootable }) => bootable);
  const bootable = stated.filter(({ imageLba }) => imageLba * SECTOR_BYTES < image.sizeBytes);
  const table = await originalTable(bytes, image.sizeBytes);
  const area = await bytes(0, SYSTEM_AREA_BLOCKS * BLOCK_BYTES);
  const things = thingsOf(original, [
    ...(await Promise.all(bootable.map((entry) => entryThing(entry, bytes, image.sizeBytes)))),
    ...partitionThings(table, image.sizeBytes),
  ]);
  return {
    dropped: stated.filter((entry) => !bootable.includes(entry)),
    entries: await Promise.all(bootable.map((entry) => withFacts(entry, things, bytes))),
    catalogueByte: catalogueLba === undefined ? undefined : catalogueLba * SECTOR_BYTES,
    table,
    hasAppleParts: hasAppleParts(area),
    things,
  };
}

/**
 * Files know their size; of several others that begin at one place, the largest counts. What others say of theirs ends where a
 * file begins: a partition around files would double them.
 */
function thingsOf({ tree, contents }: Original, found: readonly OriginalThing[]): Map<number, OriginalThing> {
  const things = new Map<number, OriginalThing>();
  for (const thing of found) {
    const known = things.get(thing.startByte);
    if (!known || known.sizeBytes < thing.sizeBytes) things.set(thing.startByte, thing);
  }
  for (let node = 0; node < tree.count; node++) {
    const startByte = tree.isFile(node) ? contents.startOf(node) : undefined;
    const sizeBytes = tree.sizeOf(node);
    if (startByte === undefined || sizeBytes === 0 || tree.sameAs.has(node)) continue;
    if (things.has(startByte)) things.set(startByte, { startByte, sizeBytes, node });
    cutAt(things, startByte);
  }
  return things;
}

/** What no file holds ends before the file that begins here. */
function cutAt(things: Map<number, OriginalThing>, fileByte: number): void {
  for (const thing of things.values()) {
    const isAround = thing.startByte < fileByte && fileByte < endOf(thing);
    if (thing.node === undefined && isAround)
      things.set(thing.startByte, { ...thing, sizeBytes: fileByte - thing.startByte, isCut: true });
  }
}

function endOf({ startByte, sizeBytes }: OriginalThing): number {
  return startByte + sizeBytes;
}

/** Partitions behind the system area. */
function partitionThings(table: OriginalTable | undefined, imageBytes: number): OriginalThing[] {
  return (table?.places ?? []).flatMap(({ startBlock, blocks }) => {
    const startByte = startBlock * BLOCK_BYTES;
    const sizeBytes = Math.min(blocks * BLOCK_BYTES, imageBytes - startByte);
    return sizeBytes > 0 ? [{ startByte, sizeBytes }] : [];
  });
}

/** A boot image as large as it says itself: a floppy, a FAT file system, a loader with its table; else what is loaded of it. */
async function entryThing(entry: BootEntry, bytes: ReadAt, imageBytes: number): Promise<OriginalThing> {
  const startByte = entry.imageLba * SECTOR_BYTES;
  const own = within(bytes, startByte);
  const floppy = [...floppySizes].find(([, emulation]) => emulation === entry.emulation)?.[0];
  const fat = entry.platform === PLATFORM_UEFI ? (await readFat(own))?.sizeBytes : undefined;
  const table = await infoTable(own, entry.imageLba);
  const loaded = Math.max(entry.loadSectors * BLOCK_BYTES, SECTOR_BYTES);
  const sizeBytes = Math.min(floppy ?? fat ?? table?.imageBytes ?? loaded, imageBytes - startByte);
  return { startByte, sizeBytes };
}

async function withFacts(
  entry: BootEntry,
  things: ReadonlyMap<number, OriginalThing>,
  bytes: ReadAt,
): Promise<OriginalEntry> {
  const own = within(bytes, entry.imageLba * SECTOR_BYTES);
  const atGrub = await own(GRUB_INFO_AT_BYTE, grubInfo.sizeBytes);
  const isGrub =
    atGrub.length === grubInfo.sizeBytes &&
    grubInfo.decode(atGrub, { onNote: () => {} }).firstBlock === grubInfoBlock(entry.imageLba);
  return {
    ...entry,
    thing: present(things.get(entry.imageLba * SECTOR_BYTES)),
    bootInfoTable: (await infoTable(own, entry.imageLba)) !== undefined,
    grubInfo: isGrub,
  };
}

const LARGEST_LOADER_BYTES = 32 << 20;

/** The table that names this very place, as mkisofs leaves it. */
async function infoTable(own: ReadAt, lba: number) {
  const head = await own(0, BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes);
  if (head.length < BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes) return undefined;
  const table = bootInfoTable.decode(head, { atByte: BOOT_INFO_AT_BYTE, onNote: () => {} });
  return table.imageLba === lba && table.imageBytes > 0 && table.imageBytes <= LARGEST_LOADER_BYTES
    ? table
    : undefined;
}
