import { present } from '../../../contract/failure/present.ts';
import { le16, le32 } from '../../codec/little.ts';

/** A name in a folder, and the inode it leads to. */
export interface ExtName {
  /** A byte string. */
  readonly name: string;
  readonly inode: number;
}

/** Inode, length of the entry, length of the name, kind of file. */
const HEAD_BYTES = 8;
const LARGEST_BLOCK_BYTES = 65536;

/**
 * The entries of one block of a folder, struct ext4_dir_entry_2. Linux, Documentation/filesystems/ext4/directory.rst. What hashed
 * folders keep beside names stands in entries without an inode.
 * The length of a name once had 16 bits, the upper ones always zero: kinds of files stand there, also without that feature.
 *
 * @returns undefined when the entries do not fill the block
 */
export function readExtNames(block: Uint8Array): ExtName[] | undefined {
  const names: ExtName[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= block.length) {
    const inode = le32(block, at);
    const entryBytes = entryLength(le16(block, at + 4), block.length);
    const nameBytes = present(block[at + 6]);
    if (entryBytes < HEAD_BYTES + nameBytes || entryBytes % 4 !== 0 || at + entryBytes > block.length)
      return undefined;
    const name = byteText(block, at + HEAD_BYTES, nameBytes);
    if (inode !== 0 && name !== '.' && name !== '..') names.push({ name, inode });
    at += entryBytes;
  }
  return at === block.length ? names : undefined;
}

/** Blocks of 64 KiB have entries that are too long for 16 bits. */
function entryLength(stored: number, blockBytes: number): number {
  if (blockBytes < LARGEST_BLOCK_BYTES) return stored;
  return stored === 0 || stored === 0xffff ? blockBytes : (stored & 0xfffc) | ((stored & 3) << 16);
}

function byteText(bytes: Uint8Array, at: number, lengthBytes: number): string {
  let text = '';
  for (let index = at; index < at + lengthBytes; index++) text += String.fromCharCode(present(bytes[index]));
  return text;
}
