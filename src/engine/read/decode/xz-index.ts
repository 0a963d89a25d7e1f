import { crc32 } from 'node:zlib';
import { le32 } from '../../bytes/codec/little.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../contract/ports/image.ts';

const HEADER_BYTES = 12;
const FOOTER_BYTES = 12;
/** An index of a terabyte in small blocks; a larger one is not looked at. */
const INDEX_BYTES = 16 << 20;
const STREAMS_AT_MOST = 10_000;
/** More zeros than this, behind all streams together, are no padding but a download that was given its length beforehand. */
const PADDING_BYTES = 1 << 20;
const CHUNK_BYTES = 4096;

/** The sum of the uncompressed sizes in the indexes of all streams (.xz format §4.3), from the last to the first. */
export async function xzContentBytes(file: Readable): Promise<number | undefined> {
  let totalBytes = 0;
  let endByte = file.sizeBytes;
  let paddingBytes = PADDING_BYTES;
  for (let streams = 0; endByte > 0 && streams < STREAMS_AT_MOST; streams++) {
    const streamEnd = await withoutPadding(file, endByte, paddingBytes);
    const stream = streamEnd === undefined ? undefined : await lastStream(file, streamEnd);
    if (streamEnd === undefined || !stream) return undefined;
    totalBytes += stream.contentBytes;
    paddingBytes -= endByte - streamEnd;
    endByte = streamEnd - stream.lengthBytes;
  }
  return endByte === 0 && Number.isSafeInteger(totalBytes) ? totalBytes : undefined;
}

/** §2.2: zeros in fours may stand between streams. Undefined when there are more of them than `mostBytes`. */
async function withoutPadding(
  file: Readable,
  endByte: number,
  mostBytes: number,
): Promise<number | undefined> {
  for (let end = endByte; end > 0 && endByte - end <= mostBytes; end -= CHUNK_BYTES) {
    const from = Math.max(0, end - CHUNK_BYTES);
    const chunk = await bytesOf(file)(from, end - from);
    const zeros = chunk.length - 1 - chunk.findLastIndex((byte) => byte !== 0);
    if (zeros < chunk.length) return end - (zeros - (zeros % 4));
  }
  return undefined;
}

interface Stream {
  readonly lengthBytes: number;
  readonly contentBytes: number;
}

/** §2.1.2: CRC32, backward size, flags, `YZ` */
async function lastStream(file: Readable, endByte: number): Promise<Stream | undefined> {
  if (endByte < HEADER_BYTES + FOOTER_BYTES) return undefined;
  const footer = await bytesOf(file)(endByte - FOOTER_BYTES, FOOTER_BYTES);
  if (footer[10] !== 0x59 || footer[11] !== 0x5a || le32(footer, 0) !== crc32(footer.subarray(4, 10)))
    return undefined;
  const indexBytes = (le32(footer, 4) + 1) * 4;
  const indexAt = endByte - FOOTER_BYTES - indexBytes;
  if (indexAt < HEADER_BYTES || indexBytes > INDEX_BYTES) return undefined;
  const index = parseIndex(await bytesOf(file)(indexAt, indexBytes));
  if (!index) return undefined;
  return {
    contentBytes: index.contentBytes,
    lengthBytes: HEADER_BYTES + index.blocksBytes + indexBytes + FOOTER_BYTES,
  };
}

/** §4: indicator 0, number of records, records of unpadded and uncompressed size, padding, CRC32 */
function parseIndex(bytes: Uint8Array): { contentBytes: number; blocksBytes: number } | undefined {
  const body = bytes.subarray(0, -4);
  if (bytes.length < 4 || bytes[0] !== 0 || le32(bytes, bytes.length - 4) !== crc32(body)) return undefined;
  const numbers = variableNumbers(body.subarray(1));
  const count = numbers.next().value;
  let contentBytes = 0;
  let blocksBytes = 0;
  for (let record = 0; record < (count ?? 0); record++) {
    const unpaddedBytes = numbers.next().value;
    const uncompressedBytes = numbers.next().value;
    if (unpaddedBytes === undefined || uncompressedBytes === undefined) return undefined;
    blocksBytes += Math.ceil(unpaddedBytes / 4) * 4;
    contentBytes += uncompressedBytes;
  }
  return count === undefined ? undefined : { contentBytes, blocksBytes };
}

/** §1.2: seven bits a byte, the lowest first, the top bit says that more follow. */
function* variableNumbers(bytes: Uint8Array): Generator<number, undefined, void> {
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte & 0x80) continue;
    yield value;
    value = 0;
    factor = 1;
  }
  return undefined;
}
