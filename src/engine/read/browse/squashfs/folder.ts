import { latin1 } from '../../../bytes/codec/text.ts';
import {
  directoryEntry,
  directoryHead,
  LENGTH_BEYOND,
  MOST_ENTRIES_A_HEAD,
  MOST_NAME_BYTES,
} from '../../../bytes/formats/squashfs/directory.ts';
import { LONG_FORM } from '../../../bytes/formats/squashfs/inode.ts';
import type { EntryType } from '../../../contract/events/entry-type.ts';
import { Cursor } from './cursor.ts';
import { entryTypes, type Inode } from './inodes.ts';
import type { MetadataPlace, SquashMedium } from './medium.ts';

/** A name in a folder, and what stands there of what it is the name of. */
export interface ListedName {
  /** A byte string. */
  readonly name: string;
  readonly type: EntryType;
  readonly number: number;
  readonly inode: MetadataPlace;
}

/** A folder as many names at a time as stand together. @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
export async function* folderNames(
  medium: SquashMedium,
  { listing }: Inode,
): AsyncGenerator<readonly ListedName[]> {
  if (!listing || listing.lengthBytes <= LENGTH_BEYOND) return;
  const { directoryTableByte } = medium.superblock;
  const blockByte = directoryTableByte + listing.block;
  const cursor = new Cursor(medium, { blockByte, offset: listing.offset });
  for (let left = listing.lengthBytes - LENGTH_BEYOND; left > 0; ) {
    const head = await cursor.next(directoryHead);
    const count = head.countLessOne + 1;
    if (count > MOST_ENTRIES_A_HEAD) throw medium.damaged('squashfs-directory', blockByte);
    const names: ListedName[] = [];
    left -= directoryHead.sizeBytes;
    for (let i = 0; i < count; i++) {
      const { nameBytes, ...listed } = await nextName(medium, cursor, head);
      left -= directoryEntry.sizeBytes + nameBytes;
      names.push(listed);
    }
    if (left < 0) throw medium.damaged('squashfs-directory', blockByte);
    yield names;
  }
}

async function nextName(
  medium: SquashMedium,
  cursor: Cursor,
  { inodeBlock, firstNumber }: { readonly inodeBlock: number; readonly firstNumber: number },
): Promise<ListedName & { readonly nameBytes: number }> {
  const { inodeOffset, numberStep, type, nameBytesLessOne } = await cursor.next(directoryEntry);
  const nameBytes = nameBytesLessOne + 1;
  const blockByte = medium.superblock.inodeTableByte + inodeBlock;
  const known = entryTypes[type > LONG_FORM ? type - LONG_FORM : type];
  if (nameBytes > MOST_NAME_BYTES || known === undefined)
    throw medium.damaged('squashfs-directory', blockByte);
  const name = latin1(await cursor.take(nameBytes));
  // The step is signed, 16 bits.
  const number = firstNumber + ((numberStep << 16) >> 16);
  return { name, nameBytes, type: known, number, inode: { blockByte, offset: inodeOffset } };
}
