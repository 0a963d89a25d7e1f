import { blockTypes, JOURNAL_MAGIC, journalSuperblock } from '../../../bytes/formats/ext/journal.ts';
import { SUPERBLOCK_AT_BYTE } from '../../../bytes/formats/ext/superblock.ts';
import type { VolumePiece } from '../volume-piece.ts';
import { firstFolders } from './ext4-folders.ts';
import { blockBitmapOf, descriptorsOf, inodeBitmapOf } from './ext4-groups.ts';
import { firstInodes } from './ext4-inodes.ts';
import { EXT_BLOCK_BYTES, type Ext4Shape, ext4Shape, filesIn, hasCopy, placesIn } from './ext4-shape.ts';
import { type Ext4Words, superblockOf } from './ext4-super.ts';

export interface Ext4Options extends Ext4Words {
  readonly sizeBytes: number;
  /** The one file in the root; at most a block long. */
  readonly file: { readonly name: string; readonly content: string };
  /** What its pieces are called. */
  readonly name: string;
}

/**
 * A new ext4 volume with one small file: its pieces in order. What lies between them may hold anything. The journal is
 * written as zeros: a volume that is made again, with the same numbers, must not find what its former self left there.
 *
 * @throws RangeError as `ext4Shape`
 */
export function ext4Volume({ sizeBytes, file, name, ...words }: Ext4Options): VolumePiece[] {
  const shape = ext4Shape(sizeBytes);
  const descriptors = descriptorsOf(shape, words.uuid);
  const pieces: VolumePiece[] = [];
  const put = (block: number, bytes: Uint8Array) =>
    pieces.push({ atByte: block * EXT_BLOCK_BYTES, lengthBytes: bytes.length, bytes, name });
  const putZeros = (block: number, blocks: number) =>
    pieces.push({ atByte: block * EXT_BLOCK_BYTES, lengthBytes: blocks * EXT_BLOCK_BYTES, name });

  for (let group = 0; group < shape.groups; group++) {
    const { first, blockBitmap, inodeBitmap, inodeTable } = placesIn(shape, group);
    if (hasCopy(group)) {
      put(first, superBlock(superblockOf(shape, words, group), group));
      put(first + 1, descriptors);
    }
    if (group === 0 || group === shape.groups - 1) put(blockBitmap, blockBitmapOf(shape, group));
    if (group > 0) continue;
    put(inodeBitmap, inodeBitmapOf(shape));
    const content = new TextEncoder().encode(file.content);
    put(inodeTable, firstInodes(shape, content.length, words.seconds));
    putZeros(inodeTable + 1, shape.inodeTableBlocks - 1);
    const { root, file: fileBlock, journal } = filesIn(shape);
    put(root, firstFolders(file.name));
    put(fileBlock, wholeBlock(content));
    put(journal, wholeBlock(journalHead(shape, words.uuid)));
    putZeros(journal + 1, shape.journalBlocks - 1);
  }
  return pieces;
}

/** In the first block it stands behind what a boot sector would need. */
function superBlock(bytes: Uint8Array, group: number): Uint8Array {
  const block = new Uint8Array(EXT_BLOCK_BYTES);
  block.set(bytes, group === 0 ? SUPERBLOCK_AT_BYTE : 0);
  return block;
}

function wholeBlock(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(EXT_BLOCK_BYTES);
  block.set(bytes);
  return block;
}

/** A journal with nothing in it. Linux, Documentation/filesystems/ext4/journal.rst. */
function journalHead({ journalBlocks }: Ext4Shape, uuid: Uint8Array): Uint8Array {
  return journalSuperblock.encode({
    header: { magic: JOURNAL_MAGIC, type: blockTypes.superblock2, sequence: 0 },
    blockBytes: EXT_BLOCK_BYTES,
    blocks: journalBlocks,
    firstBlock: 1,
    firstSequence: 1,
    startBlock: 0,
    errno: 0,
    compatible: 0,
    incompatible: 0,
    readOnlyCompatible: 0,
    uuid,
    users: 1,
    fastCommitBlocks: 0,
  });
}
