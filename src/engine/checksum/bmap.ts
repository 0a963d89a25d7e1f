import { createHash } from 'node:crypto';

/** A block map (bmap 2.0, also 1.3 and 1.4): which blocks of an image hold data, and their hashes. */
export interface BlockMap {
  readonly imageBytes: number;
  readonly blockBytes: number;
  readonly algorithm: 'sha256' | 'sha1';
  /** In order, without overlap. */
  readonly ranges: readonly BlockRange[];
}

export interface BlockRange {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly hash: string;
}

const RANGES_AT_MOST = 1_000_000;

/** Nothing when the text is no block map, is not what its own checksum says, or contradicts itself. */
export function parseBlockMap(text: string): BlockMap | undefined {
  const version = /<bmap\s+version="(\d+\.\d+)"/.exec(text)?.[1];
  if (version === undefined || !/^(1\.[34]|2\.\d+)$/.test(version)) return undefined;
  const algorithm = (field(text, 'ChecksumType') ?? 'sha1').toLowerCase();
  if ((algorithm !== 'sha256' && algorithm !== 'sha1') || !ownChecksumHolds(text, algorithm))
    return undefined;
  const imageBytes = count(text, 'ImageSize');
  const blockBytes = count(text, 'BlockSize');
  const mapped = count(text, 'MappedBlocksCount');
  if (imageBytes === undefined || blockBytes === undefined || blockBytes === 0) return undefined;
  const ranges = parseRanges(text, imageBytes, blockBytes);
  if (!ranges || Math.ceil(imageBytes / blockBytes) !== count(text, 'BlocksCount')) return undefined;
  const blocks = ranges.reduce((sum, { lengthBytes }) => sum + Math.ceil(lengthBytes / blockBytes), 0);
  return mapped === undefined || blocks === mapped
    ? { imageBytes, blockBytes, algorithm, ranges }
    : undefined;
}

/** The hash of the file with zeros where it stands itself. */
function ownChecksumHolds(text: string, algorithm: 'sha256' | 'sha1'): boolean {
  const own = field(text, 'BmapFileChecksum') ?? field(text, 'BmapFileSHA1');
  if (own === undefined || !/^[0-9a-f]+$/i.test(own)) return false;
  const zeroed = text.replace(own, '0'.repeat(own.length));
  return createHash(algorithm).update(zeroed).digest('hex') === own.toLowerCase();
}

/** `<Range chksum="…"> 5-7 </Range>` or `<Range chksum="…"> 5 </Range>`, in blocks. */
function parseRanges(text: string, imageBytes: number, blockBytes: number): BlockRange[] | undefined {
  const ranges: BlockRange[] = [];
  let nextByte = 0;
  const pattern = /<Range\s+(?:chksum|sha1)="([0-9a-fA-F]+)"\s*>\s*(\d+)(?:\s*-\s*(\d+))?\s*<\/Range>/g;
  for (const [, hash = '', first, last = first] of text.matchAll(pattern)) {
    const atByte = Number(first) * blockBytes;
    const endByte = Math.min((Number(last) + 1) * blockBytes, imageBytes);
    if (atByte < nextByte || endByte <= atByte || ranges.length >= RANGES_AT_MOST) return undefined;
    ranges.push({ atByte, lengthBytes: endByte - atByte, hash: hash.toLowerCase() });
    nextByte = endByte;
  }
  return ranges.length === (text.match(/<Range\b/g) ?? []).length ? ranges : undefined;
}

function field(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1];
}

function count(text: string, name: string): number | undefined {
  const value = field(text, name);
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
