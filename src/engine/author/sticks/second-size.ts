import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import { EXT_BLOCK_BYTES, LEAST_EXT_BYTES, MOST_EXT_BYTES } from '../volumes/ext/ext4-shape.ts';
import type { VolumeTree } from '../volumes/volume-tree.ts';
import { leastDriveBytes } from './stick-disk.ts';
import type { StickParting } from './stick-table.ts';

const MIB = 1 << 20;
/** The smallest FAT32, with its tables. */
const LEAST_FILES_BYTES = 40 * MIB;
/** Of `rest`: room for files that come later. */
const SPARE_BYTES = 64 * MIB;
const SPARE_PART = 16;
/** Clusters as they are on drives up to 8 GiB, and what the largest ones take more for a file. */
const CLUSTER_BYTES = 4096;
const LARGEST_MORE_BYTES = 28 << 10;
const LARGE_DRIVE_BYTES = 8 * 2 ** 30;
/** Of both tables, for a cluster. */
const TABLE_BYTES_A_CLUSTER = 8;

interface Asked {
  readonly asked: 'rest' | number;
  readonly parting: StickParting;
  readonly tree: VolumeTree;
  readonly smallest: { readonly name: string; readonly capacityBytes: number };
  /** Of a stick that is there already. */
  readonly thereBytes?: number | undefined;
}

/**
 * Bytes of the second partition: as many as were asked for, or what the smallest drive has left; larger drives have more room
 * for files.
 *
 * @throws Failure `usage`, `target-too-small`
 */
export function secondBytesOf({ asked, parting, tree, smallest, thereBytes }: Asked): number {
  if (asked === 'rest' && thereBytes !== undefined) return thereBytes;
  const filesBytes = parting.filesBytes ?? filesBytesOf(tree, smallest.capacityBytes);
  const spareBytes = parting.filesBytes === undefined ? SPARE_BYTES + Math.ceil(filesBytes / SPARE_PART) : 0;
  const needBytes = (bytes: number) => leastDriveBytes(filesBytes, { ...parting, secondBytes: bytes });
  const restBytes = smallest.capacityBytes - needBytes(0) - spareBytes;
  const bytes =
    asked === 'rest' ? Math.min(wholeMib(restBytes), MOST_EXT_BYTES) : Math.ceil(asked / MIB) * MIB;
  if (asked !== 'rest' && (bytes < LEAST_EXT_BYTES || bytes > MOST_EXT_BYTES))
    throw usageRefused({ reason: 'persistence-size', leastBytes: LEAST_EXT_BYTES });
  const leastBytes = asked === 'rest' ? needBytes(LEAST_EXT_BYTES) + spareBytes : needBytes(bytes);
  if (smallest.capacityBytes < leastBytes)
    throw new Failure('target-too-small', {
      target: smallest.name,
      needBytes: leastBytes,
      haveBytes: smallest.capacityBytes,
    });
  return Math.floor(bytes / EXT_BLOCK_BYTES) * EXT_BLOCK_BYTES;
}

const wholeMib = (bytes: number): number => Math.floor(bytes / MIB) * MIB;

/** At least what the volume of the files takes, whatever clusters it will have. */
function filesBytesOf(tree: VolumeTree, capacityBytes: number): number {
  let clusters = 1;
  for (let row = 0; row < tree.count; row++) {
    const bytes = tree.isFolder(row) ? folderBytes(tree, row) : tree.sizeOf(row);
    clusters += Math.ceil(bytes / CLUSTER_BYTES);
  }
  const moreBytes = capacityBytes > LARGE_DRIVE_BYTES ? tree.count * LARGEST_MORE_BYTES : 0;
  const bytes = clusters * (CLUSTER_BYTES + TABLE_BYTES_A_CLUSTER) + moreBytes + 2 * MIB;
  return Math.max(bytes, LEAST_FILES_BYTES);
}

/** Names of 255 letters take 21 entries of 32 bytes. */
function folderBytes(tree: VolumeTree, row: number): number {
  const from = tree.firstChildOf(row);
  let entries = 2;
  for (let child = from; child < from + tree.childCountOf(row); child++)
    entries += 2 + Math.ceil(tree.nameOf(child).length / 13);
  return entries * 32;
}
