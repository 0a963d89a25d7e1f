import { DMG_SECTOR_BYTES, dmgTrailer } from '../../../bytes/formats/dmg/dmg.ts';
import type { Run } from '../../../bytes/mapped/runs.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, structIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { firstBehind } from '../joined-parts.ts';
import { unpackBlock } from '../unpack-block.ts';
import { type DmgStretch, dmgStretches, FORMAT } from './block-list.ts';

/** A disk image of Apple's (UDIF), stored, or packed with zlib, bzip2 or LZMA. */
export async function openDmg(file: ContainerFile): Promise<Content> {
  const trailer = await structIn(file, dmgTrailer, FORMAT, file.sizeBytes - dmgTrailer.sizeBytes);
  if (trailer.segments > 1)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'segments', count: trailer.segments });
  const sizeBytes = trailer.sectors * DMG_SECTOR_BYTES;
  demand(Number.isSafeInteger(sizeBytes), file, FORMAT, 'sectors', trailer.sectors);
  const stretches = await dmgStretches(file, trailer);
  const ends = Float64Array.from(stretches, ({ endByte }) => endByte);
  return {
    format: FORMAT,
    sizeBytes,
    notes: [],
    runAt(atByte, mostBytes) {
      const index = firstBehind(ends, atByte);
      const stretch = stretches[index];
      const gapBytes = (stretch?.startByte ?? sizeBytes) - atByte;
      if (!stretch || gapBytes > 0) return { kind: 'zeros', lengthBytes: Math.min(mostBytes, gapBytes) };
      return runIn(file, stretch, {
        block: index,
        atByte,
        lengthBytes: Math.min(mostBytes, stretch.endByte - atByte),
      });
    },
  };
}

interface Place {
  readonly block: number;
  readonly atByte: number;
  readonly lengthBytes: number;
}

function runIn(
  file: ContainerFile,
  { startByte, endByte, stored }: DmgStretch,
  { block, atByte, lengthBytes }: Place,
): Run {
  const skipBytes = atByte - startByte;
  if (!stored) return { kind: 'zeros', lengthBytes };
  const { packing } = stored;
  if (!packing) return { kind: 'stored', lengthBytes, from: file, atByte: stored.atByte + skipBytes };
  const packed = {
    packing,
    atByte: stored.atByte,
    packedBytes: stored.lengthBytes,
    blockBytes: endByte - startByte,
  };
  return { kind: 'packed', lengthBytes, block, skipBytes, unpack: () => unpackBlock(file, FORMAT, packed) };
}
