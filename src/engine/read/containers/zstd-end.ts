import { le32 } from '../../bytes/codec/little.ts';
import { FRAME_MAGIC, parseBlockHeader, parseFrameHeader } from '../decode/zstd-frame.ts';

const CHECKSUM_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const LEAST_BYTES = 6;

/** The zstd frame that bytes begin with, without what stands behind it. RFC 8878 §3.1.1. Undefined when there is no whole one. */
export function firstZstdFrame(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < LEAST_BYTES || le32(bytes, 0) !== FRAME_MAGIC) return undefined;
  const { headerBytes, hasChecksum } = parseFrameHeader(bytes);
  let at = headerBytes;
  for (let isLast = false; !isLast; ) {
    if (at + BLOCK_HEADER_BYTES > bytes.length) return undefined;
    const block = parseBlockHeader(bytes.subarray(at, at + BLOCK_HEADER_BYTES));
    if (!block) return undefined;
    at += BLOCK_HEADER_BYTES + block.storedBytes;
    isLast = block.last;
  }
  at += hasChecksum ? CHECKSUM_BYTES : 0;
  return at <= bytes.length ? bytes.subarray(0, at) : undefined;
}
