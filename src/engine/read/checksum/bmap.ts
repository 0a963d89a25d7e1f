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
const HEX_DIGITS = { sha256: 64, sha1: 40 } as const;

/**
 * Nothing when the text is no block map, is not what its own checksum says, or contradicts itself. The text is anybody's: each
 * of its letters is looked at a fixed number of times.
 */
export function parseBlockMap(file: string): BlockMap | undefined {
  const text = withoutComments(file);
  if (!isKnownVersion(text)) return undefined;
  const algorithm = (field(text, 'ChecksumType')?.text ?? 'sha1').toLowerCase();
  if ((algorithm !== 'sha256' && algorithm !== 'sha1') || !ownChecksumHolds(file, text, algorithm))
    return undefined;
  const imageBytes = count(text, 'ImageSize');
  const blockBytes = count(text, 'BlockSize');
  const mapped = count(text, 'MappedBlocksCount');
  if (imageBytes === undefined || blockBytes === undefined || blockBytes === 0) return undefined;
  const ranges = parseRanges(text, { imageBytes, blockBytes, algorithm });
  if (!ranges || Math.ceil(imageBytes / blockBytes) !== count(text, 'BlocksCount')) return undefined;
  const blocks = ranges.reduce((sum, { lengthBytes }) => sum + Math.ceil(lengthBytes / blockBytes), 0);
  return mapped === undefined || blocks === mapped
    ? { imageBytes, blockBytes, algorithm, ranges }
    : undefined;
}

/** True for a text that means to be a block map. */
export function looksLikeBlockMap(text: string): boolean {
  return text.includes('<bmap');
}

/** Blanks for comments, so that all else stays at its place: those of bmaptool name fields. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let doneIndex = 0;
  for (let from = text.indexOf('<!--'); from >= 0; from = text.indexOf('<!--', doneIndex)) {
    const end = text.indexOf('-->', from + 4);
    const to = end < 0 ? text.length : end + 3;
    parts.push(text.slice(doneIndex, from), ' '.repeat(to - from));
    doneIndex = to;
  }
  return parts.join('') + text.slice(doneIndex);
}

function isKnownVersion(text: string): boolean {
  const tag = tagAt(text, text.indexOf('<bmap'));
  const version = tag && attribute(tag, 'version');
  return version !== undefined && /^(1\.[34]|2\.\d{1,3})$/.test(version);
}

/** The hash of the file with zeros where it stands itself. */
function ownChecksumHolds(file: string, text: string, algorithm: 'sha256' | 'sha1'): boolean {
  const own = field(text, 'BmapFileChecksum') ?? field(text, 'BmapFileSHA1');
  if (!own || !isHash(own.text, algorithm)) return false;
  const { atIndex, text: hash } = own;
  const zeroed = file.slice(0, atIndex) + '0'.repeat(hash.length) + file.slice(atIndex + hash.length);
  return createHash(algorithm).update(zeroed).digest('hex') === hash.toLowerCase();
}

/** `<Range chksum="…"> 5-7 </Range>` or `<Range chksum="…"> 5 </Range>`, in blocks. */
function parseRanges(
  text: string,
  { imageBytes, blockBytes, algorithm }: Omit<BlockMap, 'ranges'>,
): BlockRange[] | undefined {
  const ranges: BlockRange[] = [];
  let nextByte = 0;
  for (let at = text.indexOf('<Range'); at >= 0; ) {
    const tag = tagAt(text, at);
    if (tag === undefined) return undefined;
    const endAt = text.indexOf('<', at + tag.length);
    const hash = attribute(tag, 'chksum') ?? attribute(tag, 'sha1');
    const blocks = endAt < 0 ? undefined : blocksOf(text.slice(at + tag.length, endAt));
    if (!blocks || !hash || !isHash(hash, algorithm) || !text.startsWith('</Range>', endAt)) return undefined;
    const atByte = blocks.first * blockBytes;
    const endByte = Math.min((blocks.last + 1) * blockBytes, imageBytes);
    if (atByte < nextByte || endByte <= atByte || ranges.length >= RANGES_AT_MOST) return undefined;
    ranges.push({ atByte, lengthBytes: endByte - atByte, hash: hash.toLowerCase() });
    nextByte = endByte;
    at = text.indexOf('<Range', endAt);
  }
  return ranges;
}

function blocksOf(text: string): { readonly first: number; readonly last: number } | undefined {
  const [first = '', last = first, more] = text.split('-', 3).map((part) => part.trim());
  return more === undefined && isCount(first) && isCount(last)
    ? { first: Number(first), last: Number(last) }
    : undefined;
}

/** The first element of this name that holds text and nothing else, and where its text stands. */
function field(text: string, name: string): { readonly text: string; readonly atIndex: number } | undefined {
  const at = text.indexOf(`<${name}>`);
  if (at < 0) return undefined;
  const from = at + name.length + 2;
  const to = text.indexOf('<', from);
  if (to < 0 || !text.startsWith(`</${name}>`, to)) return undefined;
  const whole = text.slice(from, to);
  return { text: whole.trim(), atIndex: from + whole.length - whole.trimStart().length };
}

function count(text: string, name: string): number | undefined {
  const value = field(text, name)?.text;
  return value !== undefined && isCount(value) ? Number(value) : undefined;
}

function isCount(text: string): boolean {
  return text.length > 0 && text.length <= 15 && /^\d+$/.test(text);
}

function isHash(text: string, algorithm: 'sha256' | 'sha1'): boolean {
  return text.length === HEX_DIGITS[algorithm] && /^[0-9a-fA-F]+$/.test(text);
}

/** No tag of a block map is longer: a name, a checksum or a version. */
const TAG_CHARACTERS_AT_MOST = 400;

/** A tag from its `<` to its `>`. */
function tagAt(text: string, at: number): string | undefined {
  if (at < 0) return undefined;
  const tag = text.slice(at, at + TAG_CHARACTERS_AT_MOST);
  const end = tag.indexOf('>');
  return end < 0 ? undefined : tag.slice(0, end + 1);
}

function attribute(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}="`);
  const from = at + name.length + 3;
  const to = at < 0 ? -1 : tag.indexOf('"', from);
  return to < 0 ? undefined : tag.slice(from, to);
}
