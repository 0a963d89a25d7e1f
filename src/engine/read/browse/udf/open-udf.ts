import { fileSet } from '../../../bytes/formats/udf/file-set.ts';
import { integrity } from '../../../bytes/formats/udf/integrity.ts';
import { logicalVolumeHead } from '../../../bytes/formats/udf/logical-volume.ts';
import { readPartitionMaps } from '../../../bytes/formats/udf/partition-maps.ts';
import { readTag } from '../../../bytes/formats/udf/read-tag.ts';
import { tagIds } from '../../../bytes/formats/udf/tag.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { readDescriptors } from './descriptors.ts';
import { Files } from './files.ts';
import type { Medium } from './medium.ts';
import { recogniseUdf, type SequencePlace } from './recognise.ts';
import { openSpaces } from './spaces.ts';
import type { UdfFacts } from './udf-facts.ts';
import { UdfVolume } from './udf-volume.ts';

/** A block of descriptors that says what it may hold at most. */
const MOST_MAPS = 16;
const MOST_INTEGRITY_DESCRIPTORS = 256;

/**
 * A UDF volume of revision 1.02 to 2.60; nothing when the image has none. ECMA-167 parts 3 and 4.
 *
 * @throws Failure `source-damaged` when there is one that cannot be read, `source-truncated`, `source-unreadable`
 */
export async function openUdf(image: Readable, imagePath: string): Promise<UdfVolume | undefined> {
  const recognised = await recogniseUdf(image, imagePath);
  if (!recognised) return undefined;
  const { medium, sequences } = recognised;
  const descriptors = await readDescriptors(medium, sequences);
  if (!descriptors) throw medium.damaged('descriptor-sequences');
  const { logicalVolume, partitions } = descriptors;
  const head = logicalVolumeHead.decode(logicalVolume, { onNote: () => {} });
  const table = logicalVolume.subarray(logicalVolumeHead.sizeBytes).subarray(0, head.mapTableBytes);
  const maps = readPartitionMaps(table, Math.min(head.partitionMaps, MOST_MAPS));
  const { spaces, table: virtual, usesMirror } = await openSpaces(medium, maps, partitions);
  const files = new Files(medium, spaces);
  const root = await rootOf(files, head.fileSet);
  const counts = virtual?.files === undefined ? await countsOf(medium, head.integritySequence) : virtual;
  const facts: UdfFacts = {
    label: head.logicalVolumeId,
    revision: (present(head.domainId.suffix[1]) << 8) | present(head.domainId.suffix[0]),
    blockBytes: medium.blockBytes,
    partition: maps.find(({ kind }) => kind !== 'physical')?.kind ?? 'physical',
    files: counts?.files,
    directories: counts?.directories,
    usesMirror,
  };
  return new UdfVolume(files, facts, await files.find(root));
}

/** ECMA-167 4/8.5, 4/14.1. */
async function rootOf(
  files: Files,
  place: { readonly block: number; readonly partition: number },
): Promise<{ block: number; partition: number }> {
  const { bytes, atByte } = await files.block(place);
  if (readTag(bytes)?.identifier !== tagIds.fileSet) throw files.medium.damaged('file-set', atByte);
  const { root } = fileSet.decode(bytes, { onNote: () => {} });
  return { block: root.block, partition: root.partition };
}

/** The numbers of the last integrity descriptor; they are a help and no more. UDF 2.60 §2.2.6.4. */
async function countsOf(
  medium: Medium,
  sequence: SequencePlace,
): Promise<{ files: number; directories: number } | undefined> {
  let found: { files: number; directories: number } | undefined;
  let next: SequencePlace = sequence;
  for (let i = 0; i < MOST_INTEGRITY_DESCRIPTORS && next.lengthBytes > 0; i++) {
    const bytes = await medium.block(next.block);
    if (!bytes || readTag(bytes)?.identifier !== tagIds.integrity) break;
    const { partitions, nextExtent } = integrity.decode(bytes, { onNote: () => {} });
    // The structure is of one partition: each further one has a word in both tables.
    const shiftBytes = 8 * (partitions - 1);
    if (shiftBytes < 0 || shiftBytes + integrity.sizeBytes > bytes.length) break;
    const { files, directories } = integrity.decode(bytes, { atByte: shiftBytes, onNote: () => {} });
    found = { files, directories };
    next = nextExtent;
  }
  return found;
}
