import { le16, le32, le64 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { openPartitions } from './open-partitions.ts';
import type { UdfVolume } from './sequences.ts';
import { checkTag, FILE_SET, INTEGRITY, tagIdentifier } from './tag.ts';
import { type Counts, Walk } from './walk.ts';

/** File set, every directory, every file entry, and the descriptor that counts them. ECMA-167 part 4. */
export async function checkFileSystem(view: ImageView, volume: UdfVolume): Promise<void> {
  const open = await openPartitions(view, volume);
  if (!open) return;
  const { partitions, counted } = open;
  const bytes = await partitions.block(volume.fileSet);
  const atByte = partitions.atByte(volume.fileSet);
  if (!bytes || tagIdentifier(bytes) !== FILE_SET) {
    view.report('udf.file-set', atByte);
    return;
  }
  checkTag(view, bytes.subarray(0, 512), { atByte, location: volume.fileSet.block });
  const root = { block: le32(bytes, 404), partition: le16(bytes, 408) };
  const counts = await new Walk(view, partitions).from(root, atByte);
  // What is written once keeps its counts in the table; the integrity descriptor is as old as the medium. UDF 2.60 §2.2.6.
  if (!volume.maps.some(({ kind }) => kind === 'virtual')) await checkIntegrity(view, volume, counts);
  else if (counted) reportCounts(view, atByte, counted, counts);
}

function reportCounts(
  view: ImageView,
  atByte: number,
  said: Pick<Counts, 'files' | 'directories'>,
  { files, directories }: Counts,
): void {
  if (said.files === files && said.directories === directories) return;
  view.report(
    'udf.integrity.counts',
    atByte,
    { files: said.files, directories: said.directories },
    { files, directories },
  );
}

/** The first descriptor of the integrity sequence. ECMA-167 3/10.10, UDF §2.2.6.4. */
async function checkIntegrity(view: ImageView, volume: UdfVolume, counts: Counts): Promise<void> {
  const { integrity, blockBytes } = volume;
  const atByte = integrity.block * blockBytes;
  const bytes = integrity.lengthBytes > 0 ? (await view.bytes(atByte, blockBytes))?.slice() : undefined;
  if (!bytes || tagIdentifier(bytes) !== INTEGRITY) {
    view.report('udf.integrity.missing', atByte);
    return;
  }
  checkTag(view, bytes, { atByte, location: integrity.block });
  if (le32(bytes, 28) !== 1)
    view.report('udf.integrity.open', atByte + 28, { number: le32(bytes, 28) }, { number: 1 });
  const partitions = le32(bytes, 72);
  const useAt = 80 + 8 * partitions + 32;
  if (useAt + 8 > bytes.length) {
    view.report('udf.integrity.size', atByte + 72, { number: partitions });
    return;
  }
  checkSizes(view, volume, bytes, atByte);
  reportCounts(
    view,
    atByte + useAt,
    { files: le32(bytes, useAt), directories: le32(bytes, useAt + 4) },
    counts,
  );
  if (le64(bytes, 40) <= counts.highestUniqueId)
    view.report('udf.integrity.unique-id', atByte + 40, { number: le64(bytes, 40) });
}

/** Of partitions that lie on the medium themselves. ECMA-167 3/10.10.9. */
function checkSizes(
  view: ImageView,
  { maps, partitions }: UdfVolume,
  bytes: Uint8Array,
  atByte: number,
): void {
  for (const [i, { kind, partition }] of maps.entries()) {
    if (kind !== 'physical' && kind !== 'sparable') continue;
    const at = 80 + 4 * (le32(bytes, 72) + i);
    const wanted = partitions.get(partition)?.lengthBlocks;
    if (at + 4 <= bytes.length && le32(bytes, at) !== wanted)
      view.report('udf.integrity.size', atByte + at, { blocks: le32(bytes, at) }, { blocks: wanted });
  }
}
