import type { EntryType } from '../../contract/events/entry-type.ts';
import type { LeftOut, LeftOutCode } from '../../contract/events/left-out.ts';
import { present } from '../../contract/failure/present.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { oneByOne } from './batches.ts';
import { openInto } from './destination.ts';
import { EntryMaker } from './entry-maker.ts';
import { entryText } from './entry-text.ts';
import type { ExtractOptions } from './extract-options.ts';
import { isLinkTarget } from './left-out.ts';
import { isNameOn } from './platform-names.ts';
import { TakenNames } from './taken-names.ts';
import { type AwaitedFile, readTogether } from './together.ts';
import { safeName } from './volume.ts';
import { folderOf, type WalkedEntry } from './walk.ts';

export interface Extracted {
  readonly entries: number;
  readonly sizeBytes: number;
  /** What only root could make. */
  readonly skipped: readonly { readonly path: string; readonly type: EntryType }[];
  /** What could not be made, each for a reason of its own. */
  readonly failed: readonly LeftOut[];
}

type Bytes = Readable;

/**
 * Takes entries out of an image into a folder. Nothing is written outside of it, whoever may rename what is in it: every name
 * is looked up in the open folder it belongs to (`FolderTree`), links are made when all files are there, and no link on the
 * way is followed. Of several entries of one name the first is taken.
 *
 * @param image what the entries' places are counted in
 * @param batches entries, those of a folder together, the folder before them
 * @throws Failure `output-not-writable`, `output-unsafe`, `no-space`, and those of the image but for damage of an entry
 */
export async function extractBatches(
  image: Bytes,
  batches: AsyncIterable<readonly WalkedEntry[]>,
  options: ExtractOptions,
): Promise<Extracted> {
  const extraction = new Extraction(image, new EntryMaker(openInto(options.into), options), options);
  try {
    for await (const some of batches) await extraction.take(some);
    return extraction.finish();
  } finally {
    extraction.close();
  }
}

/** The same for entries that come one at a time. */
export function extract(
  image: Bytes,
  entries: AsyncIterable<WalkedEntry>,
  options: ExtractOptions,
): Promise<Extracted> {
  return extractBatches(image, oneByOne(entries), options);
}

interface AwaitedLink {
  readonly walked: WalkedEntry;
  readonly like: string | undefined;
}

/** `not-counted`: it is told elsewhere, or later. */
type Outcome = LeftOutCode | 'taken' | 'takable' | 'not-counted';

class Extraction {
  readonly #image: Bytes;
  readonly #maker: EntryMaker;
  readonly #folders: WalkedEntry[] = [];
  readonly #links: AwaitedLink[] = [];
  /** Folders that could not be made. */
  readonly #missing = new Set<string>();
  readonly #taken = new TakenNames();
  readonly #skipped: { path: string; type: EntryType }[] = [];
  readonly #failed: LeftOut[];
  readonly #platform: string;
  readonly #signal: AbortSignal | undefined;
  #entries = 0;

  constructor(image: Bytes, maker: EntryMaker, { failed = [], platform, signal }: ExtractOptions) {
    this.#image = image;
    this.#maker = maker;
    this.#failed = failed;
    this.#platform = platform ?? process.platform;
    this.#signal = signal;
  }

  /** Folders at once; files in the order in which they lie on the medium, unless one may have the name of another. */
  async take(some: readonly WalkedEntry[]): Promise<void> {
    const outcomes: Outcome[] = new Array(some.length).fill('not-counted');
    const awaited: AwaitedFile[] = [];
    for (const [index, walked] of some.entries()) {
      outcomes[index] = this.#refusal(walked);
      if (outcomes[index] !== 'takable') continue;
      const like = this.#taken.add(walked.path);
      if (like !== undefined) await this.#takeFiles(awaited.splice(0), outcomes);
      if (walked.entry.type === 'file') awaited.push({ walked, like, index });
      else outcomes[index] = this.#takeOther(walked, like);
    }
    await this.#takeFiles(awaited, outcomes);
    for (const [index, walked] of some.entries()) this.#count(walked, present(outcomes[index]));
  }

  async #takeFiles(awaited: readonly AwaitedFile[], outcomes: Outcome[]): Promise<void> {
    if (awaited.length === 0) return;
    for await (const { files, bytesOf } of readTogether(this.#image, awaited)) {
      this.#signal?.throwIfAborted();
      for (const { walked, like, index } of files) {
        const bytes = bytesOf(walked.entry);
        const why = bytes
          ? this.#maker.files.smallFile(walked, like, bytes)
          : await this.#maker.files.file(walked, like);
        outcomes[index] = why ?? 'taken';
      }
    }
  }

  /** Why it is not even tried. */
  #refusal({ path, entry, isTwin }: WalkedEntry): Outcome {
    if (this.#missing.size > 0 && this.#missing.has(folderOf(path))) {
      if (entry.type === 'dir') this.#missing.add(path);
      return 'not-counted';
    }
    if (isTwin) return 'same-name';
    const isName = entry.name === safeName(entry.name) && isNameOn(this.#platform, entry.name);
    return isName ? 'takable' : 'name-refused';
  }

  #takeOther(walked: WalkedEntry, like: string | undefined): Outcome {
    const { path, entry } = walked;
    if (entry.type === 'dir') return this.#folder(walked, like);
    if (entry.type !== 'symlink') this.#skipped.push({ path: entryText(path), type: entry.type });
    else if (!isLinkTarget(entry.target ?? '')) return 'link-target';
    else this.#links.push({ walked, like });
    return 'not-counted';
  }

  /** Links, when all files are there; then what folders are to look like. */
  finish(): Extracted {
    for (const { walked, like } of this.#links)
      this.#count(walked, this.#maker.link(walked, like) ?? 'taken');
    this.#dressFolders();
    return {
      entries: this.#entries,
      sizeBytes: this.#maker.files.sizeBytes,
      skipped: this.#skipped,
      failed: this.#failed,
    };
  }

  /** The innermost first; each is tried once. */
  #dressFolders(): void {
    for (let folder = this.#folders.pop(); folder; folder = this.#folders.pop())
      this.#maker.dressFolder(folder);
  }

  /** Folders that were made are left as they should be, also when something ended the extraction. */
  close(): void {
    try {
      this.#dressFolders();
    } catch {
      // What ended it is said.
    } finally {
      this.#maker.close();
    }
  }

  #folder(walked: WalkedEntry, like: string | undefined): Outcome {
    const why = this.#maker.folder(walked, like);
    if (why === undefined) this.#folders.push(walked);
    else this.#missing.add(walked.path);
    return why ?? 'taken';
  }

  #count({ path, entry: { type } }: WalkedEntry, outcome: Outcome): void {
    if (outcome === 'taken') this.#entries++;
    else if (outcome !== 'not-counted' && outcome !== 'takable')
      this.#failed.push({ path: entryText(path), type, code: outcome });
  }
}
