import { joined } from '../../bytes/codec/joined.ts';
import { writeLatin1 } from '../../bytes/codec/text.ts';
import {
  directoryEntry,
  directoryHead,
  LENGTH_BEYOND,
  MOST_ENTRIES_A_HEAD,
} from '../../bytes/formats/squashfs/directory.ts';
import {
  fileInode,
  folderInode,
  inodeHead,
  inodeTypes,
  linkInode,
  NONE,
} from '../../bytes/formats/squashfs/inode.ts';
import type { DataPlace } from './squash-data.ts';
import { type MetadataSpot, MetadataTable } from './squash-metadata.ts';

/** An inode that stands in the table, as the folder above speaks of it. */
export interface WrittenInode {
  readonly name: string;
  readonly spot: MetadataSpot;
  readonly number: number;
  readonly type: number;
}

/** Steps between numbers of inodes are of 16 bits with a sign. */
const LARGEST_STEP = 0x7fff;

/** The tables of inodes and of what folders list, filled from the leaves to the root. squashfs.rst §3.2, §3.3 */
export class SquashInodes {
  readonly inodes = new MetadataTable();
  readonly listings = new MetadataTable();
  readonly #seconds: number;
  #numbers = 0;

  constructor(modifiedAtSeconds: number) {
    this.#seconds = modifiedAtSeconds;
  }

  get count(): number {
    return this.#numbers;
  }

  /** A number for a folder: what is in it names it before it stands there itself. */
  nextNumber(): number {
    return ++this.#numbers;
  }

  file(name: string, mode: number, { startByte, sizeBytes, words, fragment }: DataPlace): WrittenInode {
    const body = fileInode.encode({
      startByte,
      fragment: fragment?.number ?? NONE,
      fragmentAt: fragment?.atByte ?? 0,
      sizeBytes,
    });
    const list = new Uint8Array(4 * words.length);
    const view = new DataView(list.buffer);
    for (const [index, word] of words.entries()) view.setUint32(4 * index, word, true);
    return this.#add(name, inodeTypes.file, mode, this.nextNumber(), [body, list]);
  }

  link(name: string, target: string): WrittenInode {
    const bytes = new Uint8Array(target.length);
    writeLatin1(bytes, 0, target);
    const body = linkInode.encode({ links: 1, targetBytes: target.length });
    return this.#add(name, inodeTypes.link, 0o777, this.nextNumber(), [body, bytes]);
  }

  folder(
    name: string,
    mode: number,
    own: { readonly number: number; readonly parent: number },
    entries: readonly WrittenInode[],
  ): WrittenInode {
    const bytes = listing(entries);
    const { blockByte, offset } = this.listings.add(bytes);
    const folders = entries.filter(({ type }) => type === inodeTypes.folder).length;
    const body = folderInode.encode({
      block: blockByte,
      links: 2 + folders,
      lengthBytes: bytes.length + LENGTH_BEYOND,
      offset,
      parent: own.parent,
    });
    return this.#add(name, inodeTypes.folder, mode, own.number, [body]);
  }

  #add(
    name: string,
    type: number,
    permissions: number,
    number: number,
    rest: readonly Uint8Array[],
  ): WrittenInode {
    const head = inodeHead.encode({
      type,
      permissions,
      userIndex: 0,
      groupIndex: 0,
      modifiedAtSeconds: this.#seconds,
      number,
    });
    return { name, type, number, spot: this.inodes.add(joined([head, ...rest])) };
  }
}

/** What a folder lists, its entries in order: a head for those whose inodes lie in the same block, with numbers near each other. */
function listing(entries: readonly WrittenInode[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < entries.length; ) {
    const first = entries[from];
    if (!first) break;
    const { spot, number: firstNumber } = first;
    const isTogether = ({ spot: other, number }: WrittenInode): boolean =>
      other.blockByte === spot.blockByte && Math.abs(number - firstNumber) <= LARGEST_STEP;
    const group: WrittenInode[] = [];
    for (const entry of entries.slice(from, from + MOST_ENTRIES_A_HEAD)) {
      if (!isTogether(entry)) break;
      group.push(entry);
    }
    parts.push(
      directoryHead.encode({ countLessOne: group.length - 1, inodeBlock: spot.blockByte, firstNumber }),
    );
    for (const entry of group) parts.push(entryBytes(entry, firstNumber));
    from += group.length;
  }
  return joined(parts);
}

function entryBytes({ name, spot, number, type }: WrittenInode, firstNumber: number): Uint8Array {
  const head = directoryEntry.encode({
    inodeOffset: spot.offset,
    numberStep: (number - firstNumber) & 0xffff,
    type,
    nameBytesLessOne: name.length - 1,
  });
  const bytes = new Uint8Array(name.length);
  writeLatin1(bytes, 0, name);
  return joined([head, bytes]);
}
