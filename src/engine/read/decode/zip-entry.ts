import { le16, le32 } from '../../bytes/codec/little.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import { u64 } from './input.ts';

/** One file in a zip archive, as APPNOTE 6.3.10 describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  /** Unknown in the local header of an archive that was written as a stream. */
  readonly known?: { readonly crc32: number; readonly storedBytes: number; readonly contentBytes: number };
  /** §4.4.4 bit 3: crc and sizes stand behind the content. */
  readonly hasDescriptor: boolean;
  readonly isZip64: boolean;
  readonly isEncrypted: boolean;
}

export const STORED = 0;
export const DEFLATED = 8;
export const LOCAL_HEADER_BYTES = 30;
export const LOCAL_HEADER = 0x04034b50;

/** §4.3.7. `bytes`: the whole header with name and extra field. */
export function parseLocalHeader(bytes: Uint8Array): ZipEntry {
  const flags = le16(bytes, 6);
  const hasDescriptor = (flags & 8) !== 0;
  const nameBytes = le16(bytes, 26);
  const extra = bytes.subarray(LOCAL_HEADER_BYTES + nameBytes);
  const sizes = zip64Sizes(extra, { contentBytes: le32(bytes, 22), storedBytes: le32(bytes, 18) });
  return {
    name: new TextDecoder().decode(bytes.subarray(LOCAL_HEADER_BYTES, LOCAL_HEADER_BYTES + nameBytes)),
    method: le16(bytes, 8),
    hasDescriptor,
    isZip64: extraField(extra, 1) !== undefined,
    isEncrypted: (flags & 1) !== 0,
    ...(!hasDescriptor && { known: { crc32: le32(bytes, 14), ...sizes } }),
  };
}

/** In the order of their 64-bit values. */
interface ZipSizes {
  readonly contentBytes: number;
  readonly storedBytes: number;
  /** Of the entry; only the table of contents says it. */
  readonly atByte?: number;
}

/** §4.5.3: the 64-bit values, in order, of those that do not fit in 32 bits. */
export function zip64Sizes<S extends ZipSizes>(extra: Uint8Array, short: S): S {
  const field = extraField(extra, 1);
  let at = 0;
  const whole = (value: number): number => {
    if (value !== 0xffffffff || !field || at + 8 > field.length) return value;
    at += 8;
    return u64(field, at - 8);
  };
  const { contentBytes, storedBytes, atByte } = short;
  const sizes = { contentBytes: whole(contentBytes), storedBytes: whole(storedBytes) };
  return { ...short, ...sizes, ...(atByte !== undefined && { atByte: whole(atByte) }) };
}

/** §4.5.1 */
function extraField(extra: Uint8Array, wanted: number): Uint8Array | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + le16(extra, at + 2)) {
    if (le16(extra, at) === wanted) return extra.subarray(at + 4, at + 4 + le16(extra, at + 2));
  }
  return undefined;
}

const imageName = /\.(iso|img|image|raw|bin|wic|dd|hdd|hddimg|sdcard|sdimg|usb|rpi-sdimg|ima|vfd|dsk)$/i;
const paperName =
  /\.(txt|md|html?|pdf|rtf|docx?|url|nfo|json|xml|bmap|sha\d*|sha\d+sums?|md5|md5sums?|asc|sig|gpg)$/i;
const MENTIONED_AT_MOST = 5;

export function isImageName(name: string): boolean {
  return imageName.test(name) && !isAside(name);
}

/** Folders, what macOS adds, and what accompanies an image. */
function isAside(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || paperName.test(name);
}

/**
 * The one image of an archive: by its name, else the only file that is no accompanying text.
 *
 * @throws Failure `source-not-an-image` that names what is there instead
 */
export function theImage<E extends { readonly name: string }>(entries: readonly E[], path: string): E {
  const named = entries.filter(({ name }) => isImageName(name));
  const candidates = named.length > 0 ? named : entries.filter(({ name }) => !isAside(name));
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  throw only ? severalImages(path, candidates) : noImage(path, entries);
}

export function severalImages(path: string, entries: readonly { readonly name: string }[]): Failure {
  return notAnImage(path, { reason: 'zip-of-several', ...mention(entries) });
}

export function noImage(path: string, entries: readonly { readonly name: string }[]): Failure {
  return notAnImage(path, { reason: 'zip-without-image', ...mention(entries) });
}

function mention(entries: readonly { readonly name: string }[]): { names: string[]; more: number } {
  const names = entries.slice(0, MENTIONED_AT_MOST).map(({ name }) => name.slice(0, 100));
  return { names, more: entries.length - names.length };
}
