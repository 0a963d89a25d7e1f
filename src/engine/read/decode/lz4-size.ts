import { le32 } from '../../bytes/codec/little.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { u64 } from './input.ts';
import { LZ4_MAGIC } from './lz4.ts';

const FLAG = { contentChecksum: 4, contentSize: 8, blockChecksum: 16 } as const;
const HEADER_BYTES = 15;
const STORED = 0x80000000;
/** Looks at block sizes before it is given up. */
const LOOKS_AT_MOST = 65_536;

/** The content sizes of all frames, when every one says it; found by going from block to block. */
export async function lz4ContentBytes(file: Readable): Promise<number | undefined> {
  let totalBytes = 0;
  let looksLeft = LOOKS_AT_MOST;
  for (let atByte = 0; atByte < file.sizeBytes; ) {
    const head = await bytesOf(file)(atByte, HEADER_BYTES);
    const flags = head[4] ?? 0;
    if (head.length < HEADER_BYTES || le32(head, 0) !== LZ4_MAGIC || !(flags & FLAG.contentSize))
      return undefined;
    totalBytes += u64(head, 6);
    const end = await blocksEnd(file, atByte + HEADER_BYTES, flags, looksLeft);
    if (!end) return undefined;
    looksLeft = end.looksLeft;
    atByte = end.atByte + (flags & FLAG.contentChecksum ? 4 : 0);
  }
  return Number.isSafeInteger(totalBytes) ? totalBytes : undefined;
}

async function blocksEnd(file: Readable, fromByte: number, flags: number, looks: number) {
  let atByte = fromByte;
  for (let looksLeft = looks; looksLeft > 0; looksLeft--) {
    const bytes = await bytesOf(file)(atByte, 4);
    if (bytes.length < 4) return undefined;
    const size = le32(bytes, 0);
    if (size === 0) return { atByte: atByte + 4, looksLeft };
    atByte += 4 + (size % STORED) + (flags & FLAG.blockChecksum ? 4 : 0);
  }
  return undefined;
}
