import type { EntryType } from '../../contract/events/entry-type.ts';
import type { LeftOut, LeftOutCode } from '../../contract/events/left-out.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { oneByOne } from './batches.ts';
import { EntryMaker, openInto } from './entry-maker.ts';
import { entryText } from './entry-text.ts';
import type { ExtractOptions } from './extract-options.ts';
import { isLinkTarget } from './left-out.ts';
import { isNameOn } from './platform-names.ts';
import { TakenNames } from './taken-names.ts';
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
 * @param batches entries, those of a folder together, the folder before them
 * @throws Failure `output-not-writable`, `output-unsafe`, `no-space`, and those of the image but for damage of an entry
 */
export async function extractBatches(
  image: Bytes,
  batches: AsyncIterable<readonly WalkedEntry[]>,
  options: ExtractOptions,
): Promise<Extracted> {
  const extraction = new Extraction(new EntryMaker(image, openInto(options.into), options), options);
  try {
    for await (const some of batches) for (const walked of some) await extraction.take(walked);
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

class Extraction {
  readonly #maker: EntryMaker;
  readonly #folders: WalkedEntry[] = [];
  readonly #links: AwaitedLink[] = [];
  /** Folders that could not be made. */
  readonly #missing = new Set<string>();
  readonly #taken = new TakenNames();
  readonly #skipped: { path: string; type: EntryType }[] = [];
  readonly #failed: LeftOut[];
  readonly #platform: string;
  #entries = 0;

  constructor(maker: EntryMaker, { failed = [], platform = process.platform }: ExtractOptions) {
    this.#maker = maker;
    this.#failed = failed;
    this.#platform = platform;
  }

  async take(walked: WalkedEntry): Promise<void> {
    const { path, entry } = walked;
    if (this.#missing.has(folderOf(path))) return void (entry.type === 'dir' && this.#missing.add(path));
    if (walked.isTwin) return this.#count(walked, 'same-name');
    if (entry.name !== safeName(entry.name) || !isNameOn(this.#platform, entry.name))
      return this.#count(walked, 'name-refused');
    if (entry.type === 'dir') return this.#folder(walked);
    if (entry.type === 'file')
      return this.#count(walked, await this.#maker.file(walked, this.#taken.add(path)));
    if (entry.type !== 'symlink') this.#skipped.push({ path: entryText(path), type: entry.type });
    else if (!isLinkTarget(entry.target ?? '')) this.#count(walked, 'link-target');
    else this.#links.push({ walked, like: this.#taken.add(path) });
  }

  /** Links, when all files are there; then what folders are to look like. */
  finish(): Extracted {
    for (const { walked, like } of this.#links) this.#count(walked, this.#maker.link(walked, like));
    this.#dressFolders();
    return {
      entries: this.#entries,
      sizeBytes: this.#maker.sizeBytes,
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

  #folder(walked: WalkedEntry): void {
    const why = this.#maker.folder(walked, this.#taken.add(walked.path));
    if (why === undefined) this.#folders.push(walked);
    else this.#missing.add(walked.path);
    this.#count(walked, why);
  }

  #count({ path, entry: { type } }: WalkedEntry, why: LeftOutCode | undefined): void {
    if (why === undefined) this.#entries++;
    else this.#failed.push({ path: entryText(path), type, code: why });
  }
}
