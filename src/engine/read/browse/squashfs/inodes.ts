import { u32le } from '../../../bytes/codec/numbers.ts';
import { latin1 } from '../../../bytes/codec/text.ts';
import type { DeviceNumber } from '../../../bytes/formats/posix/file-mode.ts';
import {
  deviceInode,
  deviceOf,
  fileInode,
  folderInode,
  type InodeHead,
  inodeHead,
  inodeTypes,
  LONG_FORM,
  linkInode,
  longDeviceInode,
  longFileInode,
  longFolderInode,
  longPipeInode,
  NONE,
} from '../../../bytes/formats/squashfs/inode.ts';
import type { EntryType } from '../../../contract/events/entry-type.ts';
import { Cursor } from './cursor.ts';
import type { MetadataPlace, SquashMedium } from './medium.ts';

/** What an inode says. */
export interface Inode {
  readonly head: InodeHead;
  readonly type: EntryType;
  readonly sizeBytes: number;
  readonly target?: string;
  readonly device?: DeviceNumber;
  readonly hasAttributes: boolean;
  /** Of folders: where their listing is. */
  readonly listing?: { readonly block: number; readonly offset: number; readonly lengthBytes: number };
  /** Of files. */
  readonly data?: FileData;
}

export interface FileData {
  readonly startByte: number;
  /** Where the end of the file is kept with those of others; undefined when it is not. */
  readonly fragment?: number;
  readonly fragmentAt: number;
  /** Where the words for its blocks stand. */
  readonly blocks: Cursor;
}

/** No system has longer ones. */
const MOST_TARGET_BYTES = 65_535;

/** The types that inodes and directories tell by their numbers. */
export const entryTypes: Readonly<Record<number, EntryType>> = {
  [inodeTypes.folder]: 'dir',
  [inodeTypes.file]: 'file',
  [inodeTypes.link]: 'symlink',
  [inodeTypes.block]: 'block-device',
  [inodeTypes.character]: 'char-device',
  [inodeTypes.fifo]: 'fifo',
  [inodeTypes.socket]: 'socket',
};

type Special = Omit<Inode, 'head' | 'type'>;

/** @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
export async function readInode(medium: SquashMedium, place: MetadataPlace): Promise<Inode> {
  const cursor = new Cursor(medium, place);
  const head = await cursor.next(inodeHead);
  const isLong = head.type > LONG_FORM;
  const type = entryTypes[isLong ? head.type - LONG_FORM : head.type];
  if (type === undefined) throw medium.damaged('squashfs-inode', place.blockByte);
  return { head, type, ...(await special(medium, cursor, type, isLong)) };
}

function special(medium: SquashMedium, cursor: Cursor, type: EntryType, isLong: boolean): Promise<Special> {
  if (type === 'dir') return folder(cursor, isLong);
  if (type === 'file') return file(cursor, isLong);
  if (type === 'symlink') return link(medium, cursor, isLong);
  if (type === 'block-device' || type === 'char-device') return device(cursor, isLong);
  return pipe(cursor, isLong);
}

async function folder(cursor: Cursor, isLong: boolean): Promise<Special> {
  const { block, offset, lengthBytes, ...rest } = isLong
    ? await cursor.next(longFolderInode)
    : await cursor.next(folderInode);
  return { sizeBytes: 0, hasAttributes: hasAny(rest), listing: { block, offset, lengthBytes } };
}

async function file(cursor: Cursor, isLong: boolean): Promise<Special> {
  const found = isLong ? await cursor.next(longFileInode) : await cursor.next(fileInode);
  const { startByte, fragment, fragmentAt, sizeBytes } = found;
  const data = { startByte, fragmentAt, blocks: cursor, ...(fragment !== NONE && { fragment }) };
  return { sizeBytes, hasAttributes: hasAny(found), data };
}

async function link(medium: SquashMedium, cursor: Cursor, isLong: boolean): Promise<Special> {
  const { targetBytes } = await cursor.next(linkInode);
  if (targetBytes > MOST_TARGET_BYTES) throw medium.damaged('link-target');
  const target = latin1(await cursor.take(targetBytes));
  const attributes = isLong ? u32le.read(await cursor.take(4), 0, () => {}) : NONE;
  return { sizeBytes: 0, hasAttributes: hasAny({ attributes }), target };
}

async function device(cursor: Cursor, isLong: boolean): Promise<Special> {
  const found = isLong ? await cursor.next(longDeviceInode) : await cursor.next(deviceInode);
  return { sizeBytes: 0, hasAttributes: hasAny(found), device: deviceOf(found.device) };
}

async function pipe(cursor: Cursor, isLong: boolean): Promise<Special> {
  return { sizeBytes: 0, hasAttributes: isLong && hasAny(await cursor.next(longPipeInode)) };
}

function hasAny(found: object): boolean {
  return 'attributes' in found && found.attributes !== NONE;
}
