import { readSuperblock, saysSquashfs, superblock } from '../../../bytes/formats/squashfs/superblock.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { damageOf } from '../iso/damage.ts';
import { readInode } from './inodes.ts';
import { SquashMedium } from './medium.ts';
import { SquashVolume } from './squashfs-volume.ts';

const BLOCK_OF_ROOT = 65_536;

/**
 * A squashfs of version 4; undefined for anything else.
 *
 * @throws Failure `file-system-unsupported` for older versions and unknown ways of packing, `source-damaged`, `source-truncated`,
 *   `source-unreadable`
 */
export async function openSquashfs(image: Readable, imagePath: string): Promise<SquashVolume | undefined> {
  const head = await bytesOf(image)(0, superblock.sizeBytes);
  if (!saysSquashfs(head)) return undefined;
  const { major, minor } = superblock.decode(head, { onNote: () => {} });
  if (major !== 4 || minor !== 0) throw otherVersion(imagePath, head);
  const read = readSuperblock(head);
  if (!read) throw damageOf(imagePath)('squashfs-superblock', 0);
  const medium = new SquashMedium(image, imagePath, read);
  const blockByte = read.inodeTableByte + Math.floor(read.root / BLOCK_OF_ROOT);
  const place = { blockByte, offset: read.root % BLOCK_OF_ROOT };
  const root = await readInode(medium, place);
  if (root.type !== 'dir') throw medium.damaged('squashfs-inode', blockByte);
  return new SquashVolume(medium, root, place);
}

/** Whoever wrote `sqsh` counted from the other end. */
function otherVersion(path: string, head: Uint8Array) {
  const isBig = head[0] === 0x73;
  const view = new DataView(head.buffer, head.byteOffset);
  const version = `${view.getUint16(28, !isBig)}.${view.getUint16(30, !isBig)}`;
  return volumeUnsupported(path, { reason: 'volume-features', standard: 'squashfs', features: [version] });
}
