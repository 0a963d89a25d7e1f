import { le16, le32 } from '../../bytes/codec/little.ts';
import { present } from '../../contract/failure/present.ts';
import { type Input, u64 } from './input.ts';

/** RFC 8878 §3.1.1 */
export const FRAME_MAGIC = 0xfd2fb528;
/** The most memory a frame may ask for, as the zstd program has it: 128 MiB. */
export const WINDOW_LOG_MAX = 27;
const BLOCK_BYTES = 128 << 10;
const HEADER_BYTES = 18;

export interface FrameHeader {
  readonly headerBytes: number;
  /** RFC 8878 §3.1.1.1.4: what the frame unpacks to, when it says so. */
  readonly contentBytes: number | undefined;
  readonly hasChecksum: boolean;
}

interface FrameNeeds {
  readonly windowBytes: number;
  /** RFC 8878 §3.1.1.1.3: an identifier other than 0. */
  readonly needsDictionary: boolean;
}

/** RFC 8878 §3.1.2: 0x184D2A50 to 0x184D2A5F */
export function isSkippable(magic: number): boolean {
  return magic >>> 4 === 0x184d2a5;
}

/** Reads the frame header without taking it. @throws Failure `source-truncated`, `compression-unsupported` */
export async function frameHeader(input: Input): Promise<FrameHeader> {
  const bytes = await input.peek(HEADER_BYTES);
  const header = bytes.length > 5 ? parseFrameHeader(bytes) : undefined;
  if (!header || bytes.length < header.headerBytes) throw input.truncated('zstd-frame');
  if (header.windowBytes > 2 ** WINDOW_LOG_MAX)
    throw input.unsupported({ reason: 'zstd-window', windowBytes: header.windowBytes });
  if (header.needsDictionary) throw input.unsupported({ reason: 'zstd-dictionary' });
  return header;
}

/** RFC 8878 §3.1.1.1: descriptor, window, dictionary, content size. `bytes` begin with the magic. */
export function parseFrameHeader(bytes: Uint8Array): FrameHeader & FrameNeeds {
  const descriptor = present(bytes[4]);
  const single = (descriptor & 0x20) !== 0;
  const dictionaryBytes = present([0, 1, 2, 4][descriptor & 3]);
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 2 ** sizeFlag;
  const sizeAt = 5 + (single ? 0 : 1) + dictionaryBytes;
  const headerBytes = sizeAt + sizeBytes;
  const contentBytes = bytes.length < headerBytes ? undefined : contentSize(bytes, sizeAt, sizeBytes);
  return {
    headerBytes,
    contentBytes,
    hasChecksum: (descriptor & 4) !== 0,
    needsDictionary: bytes.subarray(sizeAt - dictionaryBytes, sizeAt).some((value) => value !== 0),
    windowBytes: single ? (contentBytes ?? 0) : windowSize(bytes[5] ?? 0),
  };
}

function contentSize(bytes: Uint8Array, at: number, lengthBytes: number): number | undefined {
  switch (lengthBytes) {
    case 1:
      return bytes[at];
    case 2:
      return le16(bytes, at) + 256;
    case 4:
      return le32(bytes, at);
    case 8:
      return u64(bytes, at);
    default:
      return undefined;
  }
}

/** RFC 8878 §3.1.1.1.2 */
function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** RFC 8878 §3.1.1.2: `storedBytes` follow the 3 bytes of the header. Nothing when it is no block. */
export function parseBlockHeader(
  bytes: Uint8Array,
): { readonly last: boolean; readonly storedBytes: number } | undefined {
  const value = le16(bytes, 0) | (present(bytes[2]) << 16);
  const kind = (value >> 1) & 3;
  const sizeBytes = value >>> 3;
  if (kind === 3 || sizeBytes > BLOCK_BYTES) return undefined;
  return { last: (value & 1) === 1, storedBytes: kind === 1 ? 1 : sizeBytes };
}
