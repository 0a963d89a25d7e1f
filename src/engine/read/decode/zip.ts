import { crc32, createInflateRaw } from 'node:zlib';
import { le32 } from '../../bytes/codec/little.ts';
import { compressionUnsupported } from '../../contract/failure/source-failures.ts';
import type { Readable } from '../../contract/ports/image.ts';
import type { Beside } from '../checksum/beside.ts';
import { chunksFrom } from './chunks-from.ts';
import type { Decoder } from './decoder.ts';
import { ENGINE_OUTPUT_BYTES, throughEngine } from './engine.ts';
import { Input, u64 } from './input.ts';
import { besideInZip } from './zip-beside.ts';
import { type DirectoryEntry, readZipDirectory } from './zip-directory.ts';
import {
  DEFLATED,
  isImageName,
  LOCAL_HEADER,
  LOCAL_HEADER_BYTES,
  noImage,
  parseLocalHeader,
  STORED,
  severalImages,
  theImage,
  type ZipEntry,
} from './zip-entry.ts';

const DESCRIPTOR = 0x08074b50;
const LISTED_AT_MOST = 1000;

/** A zip archive that can be looked into: its one image, by the table of contents, and what lies beside that. */
export async function lookIntoZip(
  file: Readable,
  path: string,
): Promise<{ readonly contentBytes: number; readonly decode: Decoder; readonly beside: Beside }> {
  const entries = await readZipDirectory(file, path);
  const image = theImage(entries, path);
  const readEntry = (entry: DirectoryEntry): AsyncGenerator<Uint8Array, void, void> =>
    entryAt(new Input(path, chunksFrom(file, entry.atByte), entry.atByte), entry);
  return {
    contentBytes: image.contentBytes,
    decode: (input) => unzipAt(input, image),
    beside: besideInZip(path, image, entries, readEntry),
  };
}

async function* unzipAt(input: Input, image: DirectoryEntry): AsyncGenerator<Uint8Array, void, void> {
  await input.skip(image.atByte - input.atByte, 'zip-archive');
  yield* entryAt(input, image);
  while (await input.next());
}

/** What the table of contents says is here. */
async function* entryAt(input: Input, wanted: DirectoryEntry): AsyncGenerator<Uint8Array, void, void> {
  const entry = await localHeader(input);
  if (entry?.name !== wanted.name) throw input.damaged({ reason: 'zip-entry-elsewhere', name: wanted.name });
  yield* content(input, { ...entry, known: wanted });
}

/** A zip archive that comes as a stream, from file to file; exactly one must be named like an image. */
export async function* unzip(input: Input): AsyncGenerator<Uint8Array, void, void> {
  const seen: ZipEntry[] = [];
  let image: ZipEntry | undefined;
  for (let entry = await localHeader(input); entry; entry = await localHeader(input)) {
    if (seen.length < LISTED_AT_MOST) seen.push(entry);
    if (!isImageName(entry.name)) {
      for await (const _ of content(input, entry));
      continue;
    }
    if (image) throw severalImages(input.path, [image, entry]);
    image = entry;
    yield* content(input, entry);
  }
  if (!image) throw noImage(input.path, seen);
  // What must follow the files, or the archive was cut off (APPNOTE §4.3.6).
  if ((await input.peek(4)).length < 4) throw input.truncated('zip-archive');
  while (await input.next());
}

/** Nothing when something else follows. */
async function localHeader(input: Input): Promise<ZipEntry | undefined> {
  const fixed = await input.peek(LOCAL_HEADER_BYTES);
  if (fixed.length < 4 || le32(fixed, 0) !== LOCAL_HEADER) return undefined;
  if (fixed.length < LOCAL_HEADER_BYTES) throw input.truncated('zip-archive');
  const moreBytes = (fixed[26] ?? 0) + (fixed[27] ?? 0) * 256 + (fixed[28] ?? 0) + (fixed[29] ?? 0) * 256;
  return parseLocalHeader(await input.take(LOCAL_HEADER_BYTES + moreBytes, 'zip-archive'));
}

/** The unpacked bytes of an entry; its checksum and sizes are held to. */
async function* content(input: Input, entry: ZipEntry): AsyncGenerator<Uint8Array, void, void> {
  mustBeReadable(input, entry);
  const atByte = input.atByte;
  let crc = 0;
  let contentBytes = 0;
  for await (const bytes of entry.method === STORED ? stored(input, entry) : deflated(input, entry)) {
    crc = crc32(bytes, crc);
    contentBytes += bytes.length;
    yield bytes;
  }
  const storedBytes = input.atByte - atByte;
  const said = entry.known ?? (await descriptor(input, entry, crc));
  if (said.crc32 !== crc) throw input.damaged({ reason: 'zip-entry-checksum', name: entry.name }, atByte);
  if (said.contentBytes !== contentBytes || said.storedBytes !== storedBytes)
    throw input.damaged({ reason: 'zip-entry-length', name: entry.name }, atByte);
}

function mustBeReadable(input: Input, { name, method, isEncrypted, known }: ZipEntry): void {
  const { path } = input;
  if (isEncrypted) throw compressionUnsupported(path, { reason: 'zip-encrypted', name });
  if (method !== STORED && method !== DEFLATED)
    throw compressionUnsupported(path, { reason: 'zip-method', name, method });
  if (method === STORED && !known) throw compressionUnsupported(path, { reason: 'zip-endless', name });
}

async function* stored(input: Input, { name, known }: ZipEntry): AsyncGenerator<Uint8Array, void, void> {
  for (let left = known?.storedBytes ?? 0; left > 0; ) {
    const bytes = await input.next(left);
    if (!bytes) throw input.truncated({ name });
    left -= bytes.length;
    yield bytes;
  }
}

function deflated(input: Input, { known }: ZipEntry): AsyncGenerator<Uint8Array, void, void> {
  const endByte = input.atByte + (known?.storedBytes ?? Number.POSITIVE_INFINITY);
  const next = async (): Promise<Uint8Array | undefined> =>
    input.atByte < endByte ? input.next(endByte - input.atByte) : undefined;
  return throughEngine(createInflateRaw({ chunkSize: ENGINE_OUTPUT_BYTES }), input, next);
}

/** APPNOTE §4.3.9: with or without its signature, sizes of 4 or 8 bytes. */
async function descriptor(input: Input, { isZip64 }: ZipEntry, crc: number) {
  const start = await input.peek(8);
  const hasSignature = start.length === 8 && le32(start, 0) === DESCRIPTOR && le32(start, 4) === crc;
  if (hasSignature) await input.skip(4, 'zip-archive');
  const bytes = await input.take(isZip64 ? 20 : 12, 'zip-archive');
  const [storedBytes, contentBytes] = isZip64
    ? [u64(bytes, 4), u64(bytes, 12)]
    : [le32(bytes, 4), le32(bytes, 8)];
  return { crc32: le32(bytes, 0), storedBytes, contentBytes };
}
