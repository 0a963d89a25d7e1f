import { le32 } from '../../../bytes/codec/little.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { type Suspect, tableIn } from '../checked-bytes.ts';
import type { Content, Opener } from '../container.ts';
import { firstBehind } from '../joined-parts.ts';
import { unpackBlock } from '../unpack-block.ts';

// zstd, contrib/seekable_format/zstd_seekable_compression_format.md, version 0.1.0: frames, and their lengths in a frame that is skipped.

const FORMAT = 'zstd';
const SKIPPABLE_MAGIC = 0x184d2a5e;
const SEEKABLE_MAGIC = 0x8f92eab1;
const HEAD_BYTES = 8;
const FOOTER_BYTES = 9;
const HAS_CHECKSUMS = 0x80;
const RESERVED_BITS = 0x7c;
/** Of longer frames several would be in memory at once: they are unpacked in order. */
const MOST_FRAME_BYTES = 32 << 20;
const MOST_FRAMES = 4 << 20;

interface Frames {
  /** Where each ends in the file, and in what is unpacked. */
  readonly packedEnds: Float64Array;
  readonly plainEnds: Float64Array;
}

/**
 * Opens zstd at any place, when a table of its frames stands at its end. Undefined without one, and for one that does not agree with the file: it is unpacked in
 * order then.
 *
 * @param last its last bytes
 */
export async function seekableZstd(file: Suspect, last: Uint8Array): Promise<Opener | undefined> {
  const frames = await framesOf(file, last.subarray(-FOOTER_BYTES));
  return frames && (async (opened) => contentOf(opened, frames));
}

async function framesOf(file: Suspect, footer: Uint8Array): Promise<Frames | undefined> {
  if (footer.length < FOOTER_BYTES || le32(footer, 5) !== SEEKABLE_MAGIC) return undefined;
  const [count, descriptor] = [le32(footer, 0), footer[4] ?? 0];
  const entryBytes = (descriptor & HAS_CHECKSUMS) === 0 ? 8 : 12;
  const tableBytes = HEAD_BYTES + count * entryBytes + FOOTER_BYTES;
  const isFit = count >= 1 && count <= MOST_FRAMES && (descriptor & RESERVED_BITS) === 0;
  const tableByte = file.sizeBytes - tableBytes;
  if (!isFit || tableByte < 0) return undefined;
  const table = await tableIn(file, tableByte, tableBytes);
  if (table.getUint32(0, true) !== SKIPPABLE_MAGIC) return undefined;
  if (table.getUint32(4, true) !== tableBytes - HEAD_BYTES) return undefined;
  return endsOf(table, { count, entryBytes, tableByte });
}

function endsOf(
  table: DataView,
  {
    count,
    entryBytes,
    tableByte,
  }: { readonly count: number; readonly entryBytes: number; readonly tableByte: number },
): Frames | undefined {
  const packedEnds = new Float64Array(count);
  const plainEnds = new Float64Array(count);
  let [packedByte, plainByte] = [0, 0];
  for (let index = 0; index < count; index++) {
    const at = HEAD_BYTES + index * entryBytes;
    const plainBytes = table.getUint32(at + 4, true);
    if (plainBytes > MOST_FRAME_BYTES) return undefined;
    packedByte += table.getUint32(at, true);
    plainByte += plainBytes;
    packedEnds[index] = packedByte;
    plainEnds[index] = plainByte;
  }
  return packedByte === tableByte ? { packedEnds, plainEnds } : undefined;
}

function contentOf(file: Suspect, { packedEnds, plainEnds }: Frames): Content {
  const sizeBytes = plainEnds.at(-1) ?? 0;
  return {
    format: FORMAT,
    sizeBytes,
    notes: [],
    holdsAnything: true,
    runAt(place, mostBytes) {
      const block = firstBehind(plainEnds, place);
      const startByte = plainEnds[block - 1] ?? 0;
      const blockBytes = (plainEnds[block] ?? 0) - startByte;
      const skipBytes = place - startByte;
      const lengthBytes = lengthIn(skipBytes, mostBytes, { blockBytes, sizeBytes: blockBytes });
      const atByte = packedEnds[block - 1] ?? 0;
      const packedBytes = (packedEnds[block] ?? 0) - atByte;
      const packed = { packing: 'zstd', atByte, packedBytes, blockBytes } as const;
      return {
        kind: 'packed',
        lengthBytes,
        block,
        skipBytes,
        unpack: () => unpackBlock(file, FORMAT, packed),
      };
    },
  };
}
