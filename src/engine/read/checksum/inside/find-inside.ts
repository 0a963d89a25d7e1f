import type { LeftAloneFacts } from '../../../contract/events/checksum-notes.ts';
import { type Failure, isFailure } from '../../../contract/failure/failure.ts';
import { sourceDamaged } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { discVolumesOf } from '../../browse/open-volume.ts';
import type { PlacedEntry, PlacedListing } from '../../browse/volume.ts';
import { findNamed } from './find-named.ts';
import { type ChecksumList, contentKeyOf, readLists } from './lists.ts';
import { pathKey } from './name-paths.ts';
import { NamedFile } from './named-file.ts';
import type { FoundList } from './verdict.ts';

/** The checksum files inside an image, and what they name. */
export interface FoundInside {
  readonly lists: readonly FoundList[];
  /** Each once, in the order they lie in. */
  readonly files: readonly NamedFile[];
  /** Why the files could not all be looked for. */
  readonly damage?: Failure | undefined;
  /** What was not looked at. */
  readonly leftAlone: readonly { readonly checksumFile?: string; readonly why: LeftAloneFacts }[];
}

export interface FindInside {
  readonly path: string;
  readonly signal: AbortSignal;
}

/** An image whose files share their bytes many times over would keep this computer busy for ever. */
const MOST_TIMES_IMAGE = 16;
const SMALL_BYTES = 256 << 20;

type Bytes = Readable;

/**
 * Looks for checksum files in the root of an image's file systems, and for the files they name. An image whose file systems
 * cannot be read has none: that is said, and is no failure here.
 *
 * @throws Failure `source-unreadable`, `stopped`
 */
export async function findInside(image: Bytes, { path, signal }: FindInside): Promise<FoundInside> {
  try {
    return await insideOf(image, await discVolumesOf(image, path), { path, signal });
  } catch (error) {
    return { lists: [], files: [], leftAlone: [{ why: unreadWhy(error) }] };
  }
}

function unreadWhy(error: unknown): LeftAloneFacts {
  if (isFailure(error, 'source-truncated')) return { reason: 'behind-end' };
  if (isFailure(error, 'source-damaged') && error.facts.because)
    return { reason: 'damaged', damage: error.facts.because };
  throw error;
}

/**
 * The same in file systems that were opened.
 *
 * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`, `stopped`
 */
export async function insideOf(
  image: Bytes,
  volumes: readonly PlacedListing[],
  options: FindInside,
): Promise<FoundInside> {
  const { lists, refused } = await readLists(image, volumes, options);
  const found = await withFiles(image, volumes, lists, options);
  return { ...found, leftAlone: [...refused, ...found.leftAlone] };
}

async function withFiles(
  image: Bytes,
  volumes: readonly PlacedListing[],
  lists: readonly ChecksumList[],
  options: FindInside,
): Promise<FoundInside> {
  const found = await findNamed(volumes, keysOf(lists), { imagePath: options.path, signal: options.signal });
  const files = new Files();
  const all = lists.map((list) => linesOf(list, found.files, files));
  // A text about other files, that lies here: it says nothing of this image.
  const isForeign = ({ lines }: FoundList): boolean =>
    found.damage === undefined && !lines.some(({ file }) => file);
  return {
    lists: all.filter((list) => !isForeign(list)),
    files: files.inOrder(),
    damage: found.damage ?? tooMuch(files.hashedBytes, image.sizeBytes, options.path),
    leftAlone: all.filter(isForeign).map(({ list: { checksumFile } }) => ({
      checksumFile,
      why: { reason: 'names-nothing-here' },
    })),
  };
}

function keysOf(lists: readonly ChecksumList[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { lines } of lists)
    for (const { name } of lines) {
      const key = pathKey(name);
      if (key !== undefined) keys.add(key);
    }
  return keys;
}

function linesOf(list: ChecksumList, found: ReadonlyMap<string, PlacedEntry>, files: Files): FoundList {
  let ownLines = 0;
  const lines = list.lines.flatMap((line) => {
    const entry = found.get(pathKey(line.name) ?? '');
    if (entry && contentKeyOf(entry) === list.contentKey) {
      ownLines++;
      return [];
    }
    const file = entry && files.of(entry);
    file?.wants(line.algorithm);
    return [{ line, file }];
  });
  return { list, lines, ownLines };
}

/** The files, by their content. */
class Files {
  readonly #files = new Map<string, NamedFile>();

  of(entry: PlacedEntry): NamedFile {
    const key = contentKeyOf(entry);
    const file = this.#files.get(key) ?? new NamedFile(entry);
    this.#files.set(key, file);
    return file;
  }

  inOrder(): readonly NamedFile[] {
    const place = ({ entry }: NamedFile): number => entry.runs[0]?.atByte ?? 0;
    return [...this.#files.values()].sort((a, b) => place(a) - place(b));
  }

  get hashedBytes(): number {
    let sum = 0;
    for (const { entry, algorithms } of this.#files.values()) sum += entry.sizeBytes * algorithms.length;
    return sum;
  }
}

function tooMuch(hashedBytes: number, imageBytes: number, path: string): Failure | undefined {
  if (hashedBytes <= imageBytes * MOST_TIMES_IMAGE + SMALL_BYTES) return undefined;
  return sourceDamaged(path, { reason: 'named-files-too-large', hashedBytes, imageBytes });
}
