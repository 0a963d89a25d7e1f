import { le32 } from '../../bytes/codec/little.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { FRAME_MAGIC, isSkippable, parseBlockHeader, parseFrameHeader } from './zstd-frame.ts';

/** Looks at block headers before it is given up: 8 GiB of image. What is not known is counted on the way. */
const LOOKS_AT_MOST = 65_536;

/** The sum of all frames' content sizes (RFC 8878 §3.1.1.1.4), found by going from block to block. */
export async function zstdContentBytes(file: Readable): Promise<number | undefined> {
  let totalBytes = 0;
  let looksLeft = LOOKS_AT_MOST;
  for (let atByte = 0; atByte < file.sizeBytes; ) {
    const frame = looksLeft > 0 ? await frameAt(file, atByte, looksLeft) : undefined;
    if (!frame) return undefined;
    totalBytes += frame.contentBytes;
    looksLeft -= frame.looks;
    atByte = frame.endByte;
  }
  return Number.isSafeInteger(totalBytes) ? totalBytes : undefined;
}

interface Frame {
  readonly contentBytes: number;
  readonly endByte: number;
  readonly looks: number;
}

async function frameAt(file: Readable, atByte: number, looksAtMost: number): Promise<Frame | undefined> {
  const start = await bytesOf(file)(atByte, 18);
  if (start.length < 8) return undefined;
  const magic = le32(start, 0);
  if (isSkippable(magic)) return { contentBytes: 0, endByte: atByte + 8 + le32(start, 4), looks: 1 };
  const header = magic === FRAME_MAGIC ? parseFrameHeader(start) : undefined;
  if (header?.contentBytes === undefined) return undefined;
  const blocks = await blocksEnd(file, atByte + header.headerBytes, looksAtMost);
  if (!blocks) return undefined;
  return {
    contentBytes: header.contentBytes,
    endByte: blocks.atByte + (header.hasChecksum ? 4 : 0),
    looks: blocks.looks,
  };
}

async function blocksEnd(
  file: Readable,
  fromByte: number,
  looksAtMost: number,
): Promise<{ readonly atByte: number; readonly looks: number } | undefined> {
  let atByte = fromByte;
  for (let looks = 1; looks < looksAtMost; looks++) {
    const bytes = await bytesOf(file)(atByte, 3);
    const block = bytes.length === 3 ? parseBlockHeader(bytes) : undefined;
    if (!block) return undefined;
    atByte += 3 + block.storedBytes;
    if (block.last) return { atByte, looks };
  }
  return undefined;
}
