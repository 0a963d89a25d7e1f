import type { ImageView } from '../image-view.ts';
import { DIRECTORY, type ParsedEntry, readEntry } from './file-entry.ts';
import { type ParsedIdentifier, readIdentifiers } from './identifiers.ts';
import type { Partitions } from './partitions.ts';
import type { Place } from './space.ts';

/** What the descriptor that counts should say. */
export interface Counts {
  readonly files: number;
  readonly directories: number;
  readonly highestUniqueId: number;
}

/** More than any medium holds. */
const MOST_ENTRIES = 2_000_000;
/** Runs of directories that wait to be listed. */
const MOST_KEPT_RUNS = 4_000_000;
const LEAST_NAMES = 1 << 16;
const TIMES_EACH = 4;
/** A file identifier with a name of one character. */
const NAME_BYTES = 40;

/** What is kept of each entry. */
interface Known {
  readonly atByte: number;
  readonly isDirectory: boolean;
  readonly links: number;
  readonly uniqueId: number;
  /** Names that lead here. */
  names: number;
}

interface Listed {
  readonly entry: ParsedEntry;
  readonly parent: Place;
}

/** Goes through all directories once. */
export class Walk {
  readonly #view: ImageView;
  readonly #partitions: Partitions;
  readonly #known = new Map<number, Known>();
  #toList: Listed[] = [];
  #keptRuns = 0;
  /** Directories may share their content: an image has room for so many names, and each may be met a few times. */
  #namesLeft: number;

  constructor(view: ImageView, partitions: Partitions) {
    this.#view = view;
    this.#partitions = partitions;
    this.#namesLeft = Math.max(LEAST_NAMES, (TIMES_EACH * view.sizeBytes) / NAME_BYTES);
  }

  async from(rootPlace: Place, atByte: number): Promise<Counts> {
    const root = await this.#meet(rootPlace, atByte, true, rootPlace);
    if (!root) this.#view.report('udf.file-set', atByte, { block: rootPlace.block });
    else {
      // Nobody names the root but its own first identifier.
      root.names = 0;
      if (root.uniqueId !== 0)
        this.#view.report('udf.entry.unique-id', root.atByte, { number: root.uniqueId }, { number: 0 });
    }
    while (this.#toList.length > 0 && !this.#view.ended) {
      const level = this.#toList;
      this.#toList = [];
      this.#keptRuns = 0;
      for (const directory of level) await this.#list(directory);
    }
    return this.#finish();
  }

  async #list({ entry, parent: expected }: Listed): Promise<void> {
    const [parent, ...children] = await readIdentifiers(this.#view, this.#partitions, entry);
    if (!parent?.isParent || keyOf(parent.entry) !== keyOf(expected))
      this.#view.report(
        'udf.identifier.parent',
        parent?.atByte ?? entry.atByte,
        { block: parent?.entry.block },
        { block: expected.block },
      );
    const known = parent?.isParent ? this.#known.get(keyOf(expected)) : undefined;
    if (known) known.names++;
    if (parent && !parent.isParent) children.unshift(parent);
    this.#namesLeft -= children.length;
    if (this.#namesLeft < 0) this.#view.tooLarge(entry.atByte);
    for (const child of children) {
      if (this.#view.ended) return;
      await this.#follow(child, entry.place);
    }
  }

  async #follow(child: ParsedIdentifier, parent: Place): Promise<void> {
    const isNew = !this.#known.has(keyOf(child.entry));
    const met = await this.#meet(child.entry, child.atByte, child.isDirectory, parent);
    if (met && child.isDirectory && !isNew)
      this.#view.report('udf.directory.loop', child.atByte, { block: child.entry.block });
  }

  /** The entry a name leads to; read once. */
  async #meet(
    place: Place,
    namedAt: number,
    isDirectory: boolean,
    parent: Place,
  ): Promise<Known | undefined> {
    const known = this.#known.get(keyOf(place)) ?? (await this.#read(place, namedAt, isDirectory, parent));
    if (!known) return undefined;
    known.names++;
    if (known.isDirectory !== isDirectory) this.#view.report('udf.entry.type', known.atByte);
    return known;
  }

  /** Of a directory the runs are kept until it is listed. */
  async #read(
    place: Place,
    namedAt: number,
    isDirectory: boolean,
    parent: Place,
  ): Promise<Known | undefined> {
    const entry = await readEntry(this.#view, this.#partitions, place, namedAt);
    if (!entry) return undefined;
    const { atByte, fileType, links, uniqueId, runs } = entry;
    const known = { atByte, isDirectory: fileType === DIRECTORY, links, uniqueId, names: 0 };
    this.#known.set(keyOf(place), known);
    if (isDirectory) {
      this.#toList.push({ entry, parent });
      this.#keptRuns += runs.length;
    }
    if (this.#known.size > MOST_ENTRIES || this.#keptRuns > MOST_KEPT_RUNS) this.#view.tooLarge(atByte);
    return known;
  }

  #finish(): Counts {
    const ids = new Set<number>();
    let directories = 0;
    let highestUniqueId = 0;
    for (const { atByte, isDirectory, links, uniqueId, names } of this.#known.values()) {
      if (isDirectory) directories++;
      if (Math.min(names, 0xffff) !== links)
        this.#view.report('udf.entry.links', atByte, { number: links }, { number: names });
      if (ids.has(uniqueId)) this.#view.report('udf.entry.unique-id', atByte, { number: uniqueId });
      ids.add(uniqueId);
      highestUniqueId = Math.max(highestUniqueId, uniqueId);
    }
    return { files: this.#known.size - directories, directories, highestUniqueId };
  }
}

/** A partition has 16 bits, a block 32. */
function keyOf({ partition, block }: Place): number {
  return partition * 2 ** 32 + block;
}
