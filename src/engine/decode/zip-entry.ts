import { Failure } from '../ports/failure.ts';
import { u16, u32, u64 } from './input.ts';

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
  const flags = u16(bytes, 6);
  const hasDescriptor = (flags & 8) !== 0;
  const nameBytes = u16(bytes, 26);
  const extra = bytes.subarray(LOCAL_HEADER_BYTES + nameBytes);
  const [contentBytes, storedBytes] = zip64Sizes(extra, [u32(bytes, 22), u32(bytes, 18)]) as [number, number];
  return {
    name: new TextDecoder().decode(bytes.subarray(LOCAL_HEADER_BYTES, LOCAL_HEADER_BYTES + nameBytes)),
    method: u16(bytes, 8),
    hasDescriptor,
    isZip64: extraField(extra, 1) !== undefined,
    isEncrypted: (flags & 1) !== 0,
    ...(!hasDescriptor && { known: { crc32: u32(bytes, 14), contentBytes, storedBytes } }),
  };
}

/** §4.5.3: the 64-bit values, in order, of those that do not fit in 32 bits. */
export function zip64Sizes(extra: Uint8Array, values: readonly number[]): number[] {
  const field = extraField(extra, 1);
  let at = 0;
  return values.map((value) => {
    if (value !== 0xffffffff || !field || at + 8 > field.length) return value;
    at += 8;
    return u64(field, at - 8);
  });
}

/** §4.5.1 */
function extraField(extra: Uint8Array, wanted: number): Uint8Array | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + u16(extra, at + 2)) {
    if (u16(extra, at) === wanted) return extra.subarray(at + 4, at + 4 + u16(extra, at + 2));
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
  const found = `a zip archive with more than one image in it (${mention(entries)}); take out the one you mean: unzip`;
  return new Failure('source-not-an-image', { path, found });
}

export function noImage(path: string, entries: readonly { readonly name: string }[]): Failure {
  const found = `a zip archive without an image in it (${mention(entries)})`;
  return new Failure('source-not-an-image', { path, found });
}

function mention(entries: readonly { readonly name: string }[]): string {
  if (entries.length === 0) return 'it is empty';
  const names = entries.slice(0, MENTIONED_AT_MOST).map(({ name }) => name.slice(0, 100));
  const more = entries.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
