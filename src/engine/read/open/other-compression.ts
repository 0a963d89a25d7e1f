import type { CompressionFacts } from '../../contract/failure/compression-reasons.ts';

type OtherCompression = Extract<
  CompressionFacts,
  { readonly reason: 'lzip' | 'lzma' | 'compress' | 'lzop' | 'lrzip' | 'zstd-before-1' }
>['reason'];

/** Formats of one packed file that are not unpacked here, by how they begin. */
const magics: readonly { readonly magic: readonly number[]; readonly reason: OtherCompression }[] = [
  { magic: [0x4c, 0x5a, 0x49, 0x50], reason: 'lzip' },
  { magic: [0x1f, 0x9d], reason: 'compress' },
  { magic: [0x89, 0x4c, 0x5a, 0x4f, 0x00, 0x0d, 0x0a, 0x1a, 0x0a], reason: 'lzop' },
  { magic: [0x4c, 0x52, 0x5a, 0x49], reason: 'lrzip' },
  // zstd 0.2 to 0.7; the first version had 0x1e.
  ...[0x1e, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27].map((version) => ({
    magic: [version, 0xb5, 0x2f, 0xfd],
    reason: 'zstd-before-1' as const,
  })),
];

/** What a source is packed with that is not unpacked here; written as it is, it would make a dead drive. */
export function otherCompression(first: Uint8Array): CompressionFacts | undefined {
  const known = magics.find(({ magic }) => magic.every((byte, index) => first[index] === byte));
  if (known) return { reason: known.reason };
  return isLzma(first) ? { reason: 'lzma' } : undefined;
}

const LZMA_HEADER_BYTES = 13;
const UNKNOWN_SIZE = 0xffffffff;
const LEAST_DICTIONARY_BYTES = 4096;
/** 256 GiB, beyond which xz does not take a file for one. */
const MOST_HIGH = 63;

/**
 * The format has no magic: properties as every program writes them, a dictionary of 2^n or 2^n + 2^(n-1) bytes, and a size
 * that is unknown or below 256 GiB, as xz tells them. LZMA SDK, "lzma.txt".
 */
function isLzma(first: Uint8Array): boolean {
  if (first.length <= LZMA_HEADER_BYTES || first[0] !== 0x5d) return false;
  const header = new DataView(first.buffer, first.byteOffset, LZMA_HEADER_BYTES);
  const dictionaryBytes = header.getUint32(1, true);
  const [low, high] = [header.getUint32(5, true), header.getUint32(9, true)];
  const isUnknown = low === UNKNOWN_SIZE && high === UNKNOWN_SIZE;
  return isDictionary(dictionaryBytes) && (isUnknown || high <= MOST_HIGH);
}

function isDictionary(bytes: number): boolean {
  const isPower = (value: number): boolean => Number.isInteger(Math.log2(value));
  return bytes >= LEAST_DICTIONARY_BYTES && (isPower(bytes) || isPower((bytes / 3) * 2));
}
