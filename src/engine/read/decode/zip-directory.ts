import { le16, le32 } from '../../bytes/codec/little.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { u64 } from './input.ts';
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
export async function readZipDirectory(file: Readable, path: string): Promise<DirectoryEntry[]> {
  const { atByte, lengthBytes } = await findDirectory(file, path);
  if (lengthBytes > DIRECTORY_BYTES || atByte + lengthBytes > file.sizeBytes)
    throw sourceDamaged(path, 'zip-directory');
  const bytes = await bytesOf(file)(atByte, lengthBytes);
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length && le32(bytes, at) === SIGNATURE.entry; ) {
    const nameBytes = le16(bytes, at + 28);
    const extraBytes = le16(bytes, at + 30);
    const commentBytes = le16(bytes, at + 32);
    const extra = bytes.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const sizes = {
      contentBytes: le32(bytes, at + 24),
      storedBytes: le32(bytes, at + 20),
      atByte: le32(bytes, at + 42),
    };
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    entries.push({ name, crc32: le32(bytes, at + 16), ...zip64Sizes(extra, sizes) });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

async function findDirectory(file: Readable, path: string): Promise<ByteRange> {
  const tailAt = Math.max(0, file.sizeBytes - END_SEARCH_BYTES);
  const tail = await bytesOf(file)(tailAt, file.sizeBytes - tailAt);
  const at = endRecord(tail);
  if (at === undefined)
    throw new Failure('source-truncated', {
      path,
      foundBytes: file.sizeBytes,
      because: { reason: 'zip-archive' },
    });
  return (
    (await zip64End(file, tailAt + at)) ?? { lengthBytes: le32(tail, at + 12), atByte: le32(tail, at + 16) }
  );
}

/** §4.3.16: the last one whose comment reaches to the end. */
function endRecord(tail: Uint8Array): number | undefined {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (le32(tail, at) === SIGNATURE.end && at + END_BYTES + le16(tail, at + 20) <= tail.length) return at;
  }
  return undefined;
}

/** §4.3.14, §4.3.15 */
async function zip64End(file: Readable, endAt: number) {
  const locator = endAt >= 20 ? await bytesOf(file)(endAt - 20, 20) : new Uint8Array(4);
  if (locator.length < 20 || le32(locator, 0) !== SIGNATURE.locator64) return undefined;
  const end = await bytesOf(file)(Math.min(u64(locator, 8), file.sizeBytes), 56);
  if (end.length < 56 || le32(end, 0) !== SIGNATURE.end64) return undefined;
  return { lengthBytes: u64(end, 40), atByte: u64(end, 48) };
}
