import { attributeTypes } from '../../../bytes/formats/ntfs/attribute.ts';
import { NAMESPACE_DOS } from '../../../bytes/formats/ntfs/file-name.ts';
import { type IndexedName, readIndexBlock, readIndexRoot } from '../../../bytes/formats/ntfs/index.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { asFailure, type Failure } from '../../../contract/failure/failure.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Content } from '../volume.ts';
import type { NtfsFile } from './file-table.ts';
import type { NtfsMedium } from './medium.ts';
import { contentOfStream, partsOf } from './stream.ts';

/** The index of names. */
const NAMES = '$I30';
const LEAST_BLOCK_BYTES = 512;
const MOST_BLOCK_BYTES = 64 << 10;
/** linux-ntfs documentation, "$INDEX_ALLOCATION". */
const SMALL_UNIT_BYTES = 512;
const BITS_BYTES = 64 << 10;
/** So many broken blocks and no more: they cost time, and tell nothing. */
const MOST_BROKEN_BLOCKS = 64;
/** $MFT to those that nobody uses yet; the root is among them. */
const SYSTEM_RECORDS = 16;

/**
 * The names of a folder as they stand in its index: its root, then its blocks as far as they are in use. Files of the system
 * itself are left out, and second names for old programs. A broken block costs its own names only: it is thrown at the end.
 *
 * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`
 */
export async function* folderNames(
  medium: NtfsMedium,
  { record, attributes }: NtfsFile,
): AsyncGenerator<readonly IndexedName[]> {
  const [rootPart] = partsOf(attributes, attributeTypes.indexRoot, NAMES);
  const root = rootPart?.value && readIndexRoot(rootPart.value);
  if (!root) throw medium.damaged('ntfs-index');
  yield shown(root.names, record);
  if (!areOf(record, root.names)) throw medium.damaged('ntfs-index');
  const blockParts = partsOf(attributes, attributeTypes.indexBlocks, NAMES);
  if (blockParts.length === 0) return;
  const { blockBytes } = root;
  if (blockBytes < LEAST_BLOCK_BYTES || blockBytes > MOST_BLOCK_BYTES) throw medium.damaged('ntfs-index');
  const blocks = contentOfStream(medium, blockParts);
  const bitmapParts = partsOf(attributes, attributeTypes.bitmap, NAMES);
  if (bitmapParts.length === 0) throw medium.damaged('ntfs-index');
  // No index is longer than its medium.
  const count = Math.floor(Math.min(blocks.sizeBytes, medium.image.sizeBytes) / blockBytes);
  const used = bitsOf(contentOfStream(medium, bitmapParts), count);
  for await (const names of blocksOf({ medium, record, blocks, blockBytes }, used))
    yield shown(names, record);
}

interface IndexBlocks {
  readonly medium: NtfsMedium;
  /** That of the folder. */
  readonly record: number;
  readonly blocks: Content;
  readonly blockBytes: number;
}

async function* blocksOf(
  index: IndexBlocks,
  used: AsyncIterable<number>,
): AsyncGenerator<readonly IndexedName[]> {
  const broken: Failure[] = [];
  for await (const block of used) {
    try {
      const names = await namesOfBlock(index, block);
      yield names;
      if (!areOf(index.record, names)) throw index.medium.damaged('ntfs-index');
    } catch (error) {
      broken.push(asFailure(error));
      if (broken.length >= MOST_BROKEN_BLOCKS) break;
    }
  }
  if (broken[0]) throw broken[0];
}

/** A block says which one it is: one that stands in the place of others too would multiply its names. */
async function namesOfBlock(
  { medium, blocks, blockBytes }: IndexBlocks,
  number: number,
): Promise<readonly IndexedName[]> {
  const { clusterBytes } = medium.geometry;
  const block = readIndexBlock(await bytesOf(blocks)(number * blockBytes, blockBytes));
  // Blocks smaller than a cluster count in units of their own.
  const unitBytes = blockBytes < clusterBytes ? SMALL_UNIT_BYTES : clusterBytes;
  if (block?.cluster !== (number * blockBytes) / unitBytes) throw medium.damaged('ntfs-index');
  return block.names;
}

/** The numbers of the blocks in use. */
async function* bitsOf(bitmap: Content, count: number): AsyncGenerator<number> {
  const bytesAt = bytesOf(bitmap);
  const lengthBytes = Math.min(bitmap.sizeBytes, Math.ceil(count / 8));
  for (let atByte = 0; atByte < lengthBytes; atByte += BITS_BYTES) {
    const bytes = await bytesAt(atByte, Math.min(BITS_BYTES, lengthBytes - atByte));
    for (let index = 0; index < bytes.length; index++)
      for (let bits = present(bytes[index]), bit = 0; bits > 0; bits >>= 1, bit++) {
        const block = 8 * (atByte + index) + bit;
        if (bits & 1 && block < count) yield block;
      }
  }
}

/** Names say which folder they stand in. */
function areOf(record: number, names: readonly IndexedName[]): boolean {
  return names.every(({ fileName }) => fileName.parent.record === record);
}

function shown(names: readonly IndexedName[], record: number): readonly IndexedName[] {
  return names.filter(
    ({ reference, fileName }) =>
      fileName.parent.record === record &&
      fileName.namespace !== NAMESPACE_DOS &&
      reference.record >= SYSTEM_RECORDS &&
      fileName.name !== '.',
  );
}
