import { textOfBytes } from '../../../bytes/codec/byte-text.ts';
import type { LeftAloneFacts } from '../../../contract/events/checksum-notes.ts';
import { isFailure } from '../../../contract/failure/failure.ts';
import { throwIfStopped } from '../../../contract/failure/stopped.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { contentOf } from '../../browse/content.ts';
import { damageOf } from '../../browse/iso/damage.ts';
import type { PlacedEntry, PlacedListing } from '../../browse/volume.ts';
import { TEXT_BYTES } from '../beside.ts';
import { type LineOfFile, readChecksums } from '../checksum-lines.ts';

/** A checksum file in the root of an image. */
export interface ChecksumList {
  /** As a person reads it: `/md5sum.txt`. */
  readonly checksumFile: string;
  /** Of the file itself, to know a line that names it. */
  readonly contentKey: string;
  readonly lines: readonly LineOfFile[];
  readonly strangeLines: readonly number[];
}

/** One that is too much to be read. */
export interface RefusedList {
  readonly checksumFile: string;
  readonly why: LeftAloneFacts;
}

export interface FoundLists {
  readonly lists: readonly ChecksumList[];
  readonly refused: readonly RefusedList[];
}

const LISTS_AT_MOST = 16;
/** What live media, distributions and coreutils call a list of all files, and a text for one file. */
const listName = /^(?:(?:md5|sha256|sha512)-?sums?(?:\.txt)?|checksums?(?:\.(?:md5|sha256|sha512|txt))?)$/i;
const ownName = /^(.+)\.(?:md5|sha256|sha512)(?:sums?)?(?:\.txt)?$/i;

type Bytes = Readable;

/** Where the bytes of a file lie: the same for all its names in all volumes of an image. */
export function contentKeyOf({ runs, packing, sizeBytes }: PlacedEntry): string {
  const places = runs.map(({ atByte, lengthBytes }) => `${atByte}+${lengthBytes}`).join(' ');
  return packing ? `${places} / ${sizeBytes}` : places;
}

/**
 * The checksum files in the root of an image's volumes, read. All of them together have at most 32 MiB.
 *
 * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`
 */
export async function readLists(
  image: Bytes,
  volumes: readonly PlacedListing[],
  { path, signal }: { readonly path: string; readonly signal: AbortSignal },
): Promise<FoundLists> {
  const lists: ChecksumList[] = [];
  const refused: RefusedList[] = [];
  let leftBytes = TEXT_BYTES;
  for (const [contentKey, entry] of await candidates(volumes, signal)) {
    const checksumFile = `/${textOfBytes(entry.name)}`;
    if (lists.length === LISTS_AT_MOST)
      refused.push({ checksumFile, why: { reason: 'too-many', most: LISTS_AT_MOST } });
    else if (entry.sizeBytes > leftBytes) refused.push({ checksumFile, why: { reason: 'too-large' } });
    else {
      leftBytes -= entry.sizeBytes;
      const text = await textOf(image, entry, path);
      const list = { checksumFile, contentKey, ...read(text, ownName.exec(entry.name)?.[1]) };
      if (list.lines.length > 0) lists.push(list);
    }
  }
  return { lists, refused };
}

/** By content. A volume that is damaged is left out when another can be read. */
async function candidates(
  volumes: readonly PlacedListing[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PlacedEntry>> {
  const found = new Map<string, PlacedEntry>();
  let damage: unknown;
  for (const volume of volumes) {
    try {
      for await (const entry of volume.list(volume.root)) {
        throwIfStopped(signal);
        const key = contentKeyOf(entry);
        if (isListFile(entry) && !found.has(key)) found.set(key, entry);
      }
    } catch (error) {
      if (!isFailure(error, 'source-damaged')) throw error;
      damage ??= error;
    }
  }
  if (damage && found.size === 0) throw damage;
  return found;
}

function isListFile({ name, type, sizeBytes }: PlacedEntry): boolean {
  return type === 'file' && sizeBytes > 0 && (listName.test(name) || ownName.test(name));
}

/** Names are byte strings, as those of entries are. */
async function textOf(image: Bytes, entry: PlacedEntry, path: string): Promise<string> {
  const bytes = new Uint8Array(entry.sizeBytes);
  await contentOf(image, entry, damageOf(path)).read(0, bytes);
  return Buffer.from(bytes.buffer).toString('latin1');
}

/** A hash alone is that of the file the text is called after. */
function read(text: string, ownFile: string | undefined): Pick<ChecksumList, 'lines' | 'strangeLines'> {
  const { lines, strangeLines } = readChecksums(text);
  const named = lines.map((line) => (line.name === undefined ? { ...line, name: ownFile } : line));
  return {
    lines: named.filter((line): line is LineOfFile => line.name !== undefined),
    strangeLines,
  };
}
