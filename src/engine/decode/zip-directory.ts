import { Failure } from '../ports/failure.ts';
import { u16, u32, u64 } from './input.ts';
import type { RandomAccess } from './random-access.ts';
import { zip64Sizes } from './zip-entry.ts';

/** What the table of contents of a zip archive says of a file (APPNOTE 6.3.10 §4.3.12). */
export interface DirectoryEntry {
  readonly name: string;
  readonly crc32: number;
  readonly storedBytes: number;
  readonly contentBytes: number;
  readonly atByte: number;
}

/** §4.3.16: 22 bytes and a comment of at most 65,535. */
const END_BYTES = 22;
const END_SEARCH_BYTES = END_BYTES + 0xffff;
const DIRECTORY_BYTES = 32 << 20;
const SIGNATURE = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 } as const;

/** Everything in the archive. @throws Failure `source-truncated` when the table is missing, `source-damaged` */
export async function readZipDirectory(file: RandomAccess, path: string): Promise<DirectoryEntry[]> {
  const { atByte, lengthBytes } = await findDirectory(file, path);
  if (lengthBytes > DIRECTORY_BYTES || atByte + lengthBytes > file.sizeBytes)
    throw new Failure('source-damaged', { path, what: 'a zip archive with an impossible table of contents' });
  const bytes = await file.readAt(atByte, lengthBytes);
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length && u32(bytes, at) === SIGNATURE.entry; ) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => u16(bytes, at + field)) as [
      number,
      number,
      number,
    ];
    const extra = bytes.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const sizes = [24, 20, 42].map((field) => u32(bytes, at + field));
    const [contentBytes, storedBytes, entryAt] = zip64Sizes(extra, sizes) as [number, number, number];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    entries.push({ name, crc32: u32(bytes, at + 16), storedBytes, contentBytes, atByte: entryAt });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

async function findDirectory(
  file: RandomAccess,
  path: string,
): Promise<{ readonly atByte: number; readonly lengthBytes: number }> {
  const tailAt = Math.max(0, file.sizeBytes - END_SEARCH_BYTES);
  const tail = await file.readAt(tailAt, file.sizeBytes - tailAt);
  const at = endRecord(tail);
  if (at === undefined)
    throw new Failure('source-truncated', { path, foundBytes: file.sizeBytes, what: 'a zip archive' });
  return (
    (await zip64End(file, tailAt + at)) ?? { lengthBytes: u32(tail, at + 12), atByte: u32(tail, at + 16) }
  );
}

/** §4.3.16: the last one whose comment reaches to the end. */
function endRecord(tail: Uint8Array): number | undefined {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (u32(tail, at) === SIGNATURE.end && at + END_BYTES + u16(tail, at + 20) <= tail.length) return at;
  }
  return undefined;
}

/** §4.3.14, §4.3.15 */
async function zip64End(file: RandomAccess, endAt: number) {
  const locator = endAt >= 20 ? await file.readAt(endAt - 20, 20) : new Uint8Array(4);
  if (u32(locator, 0) !== SIGNATURE.locator64) return undefined;
  const end = await file.readAt(Math.min(u64(locator, 8), file.sizeBytes), 56);
  if (end.length < 56 || u32(end, 0) !== SIGNATURE.end64) return undefined;
  return { lengthBytes: u64(end, 40), atByte: u64(end, 48) };
}
