import { ANCHOR_BLOCK } from '../../../bytes/formats/udf/anchor.ts';
import { logicalVolumeHead } from '../../../bytes/formats/udf/logical-volume.ts';
import { readPartitionMaps } from '../../../bytes/formats/udf/partition-maps.ts';
import { descriptorsOf } from '../../browse/iso/descriptors.ts';
import { readDescriptors } from '../../browse/udf/descriptors.ts';
import { recogniseUdf, saysUdf } from '../../browse/udf/recognise.ts';
import type { Claim } from './shortfalls.ts';
import type { ReachView } from './view.ts';

const MOST_MAPS = 16;
/** A volume has an anchor in block 256 or at its end: one without any ends before that, or is damaged. ECMA-167 3/8.4.2.1. */
const ANCHOR_END = (ANCHOR_BLOCK + 1) * 2048;

/**
 * Partitions of a UDF volume. Of a medium written once they go to the end of the disc, whatever is recorded: there the table at
 * the end of what is recorded is the proof. ECMA-167 3/10.5; UDF 2.60 §2.2.10.
 */
export async function udfClaims({ bytes, sizeBytes }: ReachView): Promise<Claim[]> {
  const part = {
    sizeBytes: sizeBytes ?? Number.MAX_SAFE_INTEGER,
    async read(atByte: number, into: Uint8Array): Promise<void> {
      into.set(await bytes(atByte, into.length));
    },
  };
  try {
    const recognised = await recogniseUdf(part, '');
    if (!recognised && (await saysUdf(part, ''))) return [{ part: 'udf-partition', endByte: ANCHOR_END }];
    const found = recognised && (await readDescriptors(recognised.medium, recognised.sequences));
    if (!recognised || !found) return [];
    const isBridge = (await descriptorsOf(bytes)).length > 0;
    const head = logicalVolumeHead.decode(found.logicalVolume, { onNote: () => {} });
    const table = found.logicalVolume.subarray(logicalVolumeHead.sizeBytes).subarray(0, head.mapTableBytes);
    const maps = readPartitionMaps(table, Math.min(head.partitionMaps, MOST_MAPS));
    if (maps.some(({ kind }) => kind === 'virtual')) return [];
    return [...found.partitions.values()].map(({ startBlock, lengthBlocks }) => ({
      part: 'udf-partition',
      endByte: (startBlock + lengthBlocks) * recognised.medium.blockBytes,
      // Padding stands behind ISO 9660, and belongs to both.
      ...(isBridge && { spared: 'run-out' as const }),
    }));
  } catch {
    // A damaged volume is said where it is read.
    return [];
  }
}
