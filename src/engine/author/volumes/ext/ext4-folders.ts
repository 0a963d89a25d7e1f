import { extDirectoryBlock } from '../../../bytes/formats/ext/directory-block.ts';
import { ROOT_INODE } from '../../../bytes/formats/ext/inode.ts';
import { FILE_INODE, LOST_FOUND_INODE } from './ext4-inodes.ts';
import { EXT_BLOCK_BYTES, LOST_FOUND_BLOCKS } from './ext4-shape.ts';

/** The root with its one file, and lost+found: their blocks, one behind the other. */
export function firstFolders(fileName: string): Uint8Array {
  const root = [
    { name: '.', inode: ROOT_INODE, kind: 'folder' },
    { name: '..', inode: ROOT_INODE, kind: 'folder' },
    { name: 'lost+found', inode: LOST_FOUND_INODE, kind: 'folder' },
    { name: fileName, inode: FILE_INODE, kind: 'file' },
  ] as const;
  const lostFound = [
    { name: '.', inode: LOST_FOUND_INODE, kind: 'folder' },
    { name: '..', inode: ROOT_INODE, kind: 'folder' },
  ] as const;
  const blocks = [root, lostFound, ...Array.from({ length: LOST_FOUND_BLOCKS - 1 }, () => [])];
  const bytes = new Uint8Array(blocks.length * EXT_BLOCK_BYTES);
  for (const [i, entries] of blocks.entries())
    bytes.set(extDirectoryBlock(entries, EXT_BLOCK_BYTES), i * EXT_BLOCK_BYTES);
  return bytes;
}
