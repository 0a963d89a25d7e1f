import { u32, u64 } from './input.ts';
import { LZ4_MAGIC } from './lz4.ts';
import type { RandomAccess } from './random-access.ts';

const CONTENT_SIZE = 8;
/** Looks at block sizes before it is given up. */
const LOOKS_AT_MOST = 65_536;

/** The content sizes of all frames, when every one says it; found by going from block to block. */
export async function lz4ContentBytes(file: RandomAccess): Promise<number | undefined> {
  let totalBytes = 0;
  let looks = 0;
  for (let atByte = 0; atByte < file.sizeBytes; ) {
    const head = await file.readAt(atByte, 15);
    const flags = head[4] ?? 0;
    if (head.length < 15 || u32(head, 0) !== LZ4_MAGIC || !(flags & CONTENT_SIZE)) return undefined;
    totalBytes += u64(head, 6);
    atByte += 15;
    for (let size = -1; size !== 0; looks++) {
      const bytes = await file.readAt(atByte, 4);
      if (bytes.length < 4 || looks > LOOKS_AT_MOST) return undefined;
      size = u32(bytes, 0);
      atByte += 4 + (size % 0x80000000) + (size !== 0 && flags & 16 ? 4 : 0);
    }
    atByte += flags & 4 ? 4 : 0;
  }
  return Number.isSafeInteger(totalBytes) ? totalBytes : undefined;
}
