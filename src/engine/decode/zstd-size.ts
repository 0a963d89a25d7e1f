import { u32 } from './input.ts';
import type { RandomAccess } from './random-access.ts';
import { FRAME_MAGIC, isSkippable, parseBlockHeader, parseFrameHeader } from './zstd-frame.ts';

/** Looks at block headers before it is given up: 8 GiB of image. What is not known is counted on the way. */
const LOOKS_AT_MOST = 65_536;

/** The sum of all frames' content sizes (RFC 8878 §3.1.1.1.4), found by going from block to block. */
export async function zstdContentBytes(file: RandomAccess): Promise<number | undefined> {
  let totalBytes = 0;
  let looks = 0;
  for (let atByte = 0; atByte < file.sizeBytes; ) {
    const start = await file.readAt(atByte, 18);
    if (start.length < 9) return undefined;
    const magic = u32(start, 0);
    if (isSkippable(magic)) {
      atByte += 8 + u32(start, 4);
      looks++;
    } else if (magic === FRAME_MAGIC) {
      const header = parseFrameHeader(start);
      if (header.contentBytes === undefined) return undefined;
      totalBytes += header.contentBytes;
      const blocks = await blocksEnd(file, atByte + header.headerBytes, LOOKS_AT_MOST - looks);
      if (!blocks) return undefined;
      atByte = blocks.atByte + (header.hasChecksum ? 4 : 0);
      looks += blocks.looks;
    } else return undefined;
    if (looks >= LOOKS_AT_MOST) return undefined;
  }
  return Number.isSafeInteger(totalBytes) ? totalBytes : undefined;
}

async function blocksEnd(
  file: RandomAccess,
  fromByte: number,
  looksAtMost: number,
): Promise<{ readonly atByte: number; readonly looks: number } | undefined> {
  let atByte = fromByte;
  for (let looks = 1; looks < looksAtMost; looks++) {
    const bytes = await file.readAt(atByte, 3);
    const block = bytes.length === 3 ? parseBlockHeader(bytes) : undefined;
    if (!block) return undefined;
    atByte += 3 + block.storedBytes;
    if (block.last) return { atByte, looks };
  }
  return undefined;
}
