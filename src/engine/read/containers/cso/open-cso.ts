import {
  CSO_TOP_BIT,
  csoHeader,
  DAX_FRAME_BYTES,
  daxHeader,
  MOST_CSO_VERSION,
  MOST_DAX_AREAS,
} from '../../../bytes/formats/cso/cso.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, demandPower, fieldDamaged, structIn, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { unpackBlock } from '../unpack-block.ts';

const ZSO_FIRST = 0x5a;
const MOST_SHIFT = 20;

/** A disc in blocks that are packed each on its own: CSO (deflate; version 2 also LZ4) and ZSO (LZ4). */
export async function openCso(file: ContainerFile): Promise<Content> {
  const first = await structIn(file, csoHeader, 'CSO', 0);
  const isZso = first.magic[0] === ZSO_FIRST;
  const format = isZso ? 'ZSO' : 'CSO';
  const { version, blockBytes, sizeBytes, indexShift, headerBytes } = first;
  if (version > MOST_CSO_VERSION)
    throw sourceUnsupported(file.path, format, { reason: 'version', version: String(version) });
  demandPower(file, format, 'blockBytes', blockBytes, [512, 4 << 20]);
  demand(indexShift <= MOST_SHIFT, file, format, 'indexShift', indexShift);
  const unit = 2 ** indexShift;
  const blocks = Math.ceil(sizeBytes / blockBytes);
  // Some programs leave the length of the header at zero.
  const table = await tableIn(file, version === 2 ? headerBytes : csoHeader.sizeBytes, (blocks + 1) * 4);
  const place = (index: number): number => (table.getUint32(index * 4, true) % CSO_TOP_BIT) * unit;
  return {
    format,
    sizeBytes,
    notes: [],
    runAt(atByte, mostBytes) {
      const block = Math.floor(atByte / blockBytes);
      const skipBytes = atByte % blockBytes;
      const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes, sizeBytes });
      const hasTopBit = table.getUint32(block * 4, true) >= CSO_TOP_BIT;
      const [from, to] = [place(block), place(block + 1)];
      const storedBytes = to - from;
      if (storedBytes < 0 || storedBytes > 2 * blockBytes + unit)
        throw fieldDamaged(file, format, 'blockBytes', storedBytes, from);
      const isStored = version === 2 ? storedBytes >= blockBytes : hasTopBit;
      if (isStored) return { kind: 'stored', lengthBytes, from: file, atByte: from + skipBytes };
      const isLz4 = isZso || (version === 2 && hasTopBit);
      const leastBytes = Math.min(blockBytes, sizeBytes - block * blockBytes);
      const packedBytes = Math.max(0, Math.min(to, file.sizeBytes) - from);
      const packed = {
        packing: isLz4 ? 'lz4' : 'deflate',
        atByte: from,
        packedBytes,
        blockBytes,
        leastBytes,
      } as const;
      return {
        kind: 'packed',
        lengthBytes,
        block,
        skipBytes,
        unpack: () => unpackBlock(file, format, packed),
      };
    },
  };
}

const DAX = 'DAX';

/** The same in frames of 8 KiB with zlib; version 1 names areas that are stored as they are. */
export async function openDax(file: ContainerFile): Promise<Content> {
  const { sizeBytes, version, storedAreas } = await structIn(file, daxHeader, DAX, 0);
  const frames = Math.ceil(sizeBytes / DAX_FRAME_BYTES);
  const areas = version === 0 ? 0 : storedAreas;
  demand(areas <= MOST_DAX_AREAS, file, DAX, 'storedAreas', areas);
  const table = await tableIn(file, daxHeader.sizeBytes, frames * 6 + areas * 8);
  const isStored = (frame: number): boolean => {
    for (let area = 0; area < areas; area++) {
      const first = table.getUint32(frames * 6 + area * 8, true);
      if (frame >= first && frame < first + table.getUint32(frames * 6 + area * 8 + 4, true)) return true;
    }
    return false;
  };
  return {
    format: DAX,
    sizeBytes,
    notes: [],
    runAt(atByte, mostBytes) {
      const block = Math.floor(atByte / DAX_FRAME_BYTES);
      const skipBytes = atByte % DAX_FRAME_BYTES;
      const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes: DAX_FRAME_BYTES, sizeBytes });
      const from = table.getUint32(block * 4, true);
      if (isStored(block)) return { kind: 'stored', lengthBytes, from: file, atByte: from + skipBytes };
      const packedBytes = table.getUint16(frames * 4 + block * 2, true);
      const leastBytes = Math.min(DAX_FRAME_BYTES, sizeBytes - block * DAX_FRAME_BYTES);
      const packed = {
        packing: 'zlib',
        atByte: from,
        packedBytes,
        blockBytes: DAX_FRAME_BYTES,
        leastBytes,
      } as const;
      return { kind: 'packed', lengthBytes, block, skipBytes, unpack: () => unpackBlock(file, DAX, packed) };
    },
  };
}
