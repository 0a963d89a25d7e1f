import { le16, le32, le64 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { DIRECTORY, type ParsedEntry, readEntry } from './file-entry.ts';
import { type ParsedIdentifier, readIdentifiers } from './identifiers.ts';
import { openPartitions } from './open-partitions.ts';
import type { Partitions } from './partitions.ts';
import type { UdfVolume } from './sequences.ts';
import type { Place } from './space.ts';
import { checkTag, FILE_SET, INTEGRITY, tagIdentifier } from './tag.ts';

/** More than any medium holds. */
const MOST_ENTRIES = 4_000_000;
const LEAST_NAMES = 1 << 16;
const TIMES_EACH = 4;
/** A file identifier with a name of one character. */
const NAME_BYTES = 40;

interface Known {
  readonly entry: ParsedEntry;
  /** Names that lead here. */
  names: number;
}

interface Counts {
  readonly files: number;
  readonly directories: number;
  readonly highestUniqueId: number;
}

/** File set, every directory, every file entry, and the descriptor that counts them. ECMA-167 part 4. */
export async function checkFileSystem(view: ImageView, volume: UdfVolume): Promise<void> {
  const open = await openPartitions(view, volume);
  if (!open) return;
  const { partitions, counted } = open;
  const bytes = await partitions.block(volume.fileSet);
  const atByte = partitions.atByte(volume.fileSet);
  if (!bytes || tagIdentifier(bytes) !== FILE_SET) {
    view.report('udf.file-set', atByte, 'another descriptor, or none');
    return;
  }
  checkTag(view, bytes.subarray(0, 512), { atByte, location: volume.fileSet.block });
  const root = { block: le32(bytes, 404), partition: le16(bytes, 408) };
  const counts = await new Walk(view, partitions).from(root, atByte);
  // What is written once keeps its counts in the table; the integrity descriptor is as old as the medium. UDF 2.60 §2.2.6.
  if (!volume.maps.some(({ kind }) => kind === 'virtual')) await checkIntegrity(view, volume, counts);
  else if (counted) reportCounts(view, atByte, counted, counts);
}

function reportCounts(
  view: ImageView,
  atByte: number,
  said: Pick<Counts, 'files' | 'directories'>,
  { files, directories }: Counts,
): void {
  if (said.files === files && said.directories === directories) return;
  view.report(
    'udf.integrity.counts',
    atByte,
    `${said.files} files and ${said.directories} directories instead of ${files} and ${directories}`,
  );
}

/** Goes through all directories once. */
class Walk {
  readonly #view: ImageView;
  readonly #partitions: Partitions;
  readonly #known = new Map<string, Known>();
  readonly #directories: { readonly entry: ParsedEntry; readonly parent: Place }[] = [];
  /** Directories may share their content: an image has room for so many names, and each may be met a few times. */
  #namesLeft: number;

  constructor(view: ImageView, partitions: Partitions) {
    this.#view = view;
    this.#partitions = partitions;
    this.#namesLeft = Math.max(LEAST_NAMES, (TIMES_EACH * view.sizeBytes) / NAME_BYTES);
  }

  async from(rootPlace: Place, atByte: number): Promise<Counts> {
    const root = await this.#meet(rootPlace, atByte, true);
    if (!root) this.#view.report('udf.file-set', atByte, `no root at block ${rootPlace.block}`);
    else {
      // Nobody names the root but its own first identifier.
      root.names = 0;
      if (root.entry.uniqueId !== 0)
        this.#view.report('udf.entry.unique-id', root.entry.atByte, 'not 0 in the root');
      this.#directories.push({ entry: root.entry, parent: rootPlace });
    }
    for (let i = 0; i < this.#directories.length && this.#known.size < MOST_ENTRIES; i++) {
      await this.#list(this.#directories[i]!);
      if (this.#namesLeft < 0) break;
    }
    return this.#finish();
  }

  async #list(directory: { readonly entry: ParsedEntry; readonly parent: Place }): Promise<void> {
    const { entry, parent: expected } = directory;
    const [parent, ...children] = await readIdentifiers(this.#view, this.#partitions, entry);
    if (!parent?.isParent || keyOf(parent.entry) !== keyOf(expected))
      this.#view.report(
        'udf.identifier.parent',
        parent?.atByte ?? entry.atByte,
        `block ${parent?.entry.block}`,
      );
    if (parent?.isParent) this.#nameOnce(expected);
    else if (parent) children.unshift(parent);
    this.#namesLeft -= children.length;
    if (this.#namesLeft < 0) {
      this.#view.report('check.too-large', entry.atByte, 'names without end');
      return;
    }
    for (const child of children) await this.#follow(child, entry.place);
  }

  #nameOnce(place: Place): void {
    const known = this.#known.get(keyOf(place));
    if (known) known.names++;
  }

  async #follow(child: ParsedIdentifier, parent: Place): Promise<void> {
    const isNew = !this.#known.has(keyOf(child.entry));
    const met = await this.#meet(child.entry, child.atByte, child.isDirectory);
    if (!met || !child.isDirectory) return;
    if (isNew) this.#directories.push({ entry: met.entry, parent });
    else this.#view.report('udf.directory.loop', child.atByte, `block ${child.entry.block} again`);
  }

  /** The entry a name leads to; read once. */
  async #meet(place: Place, namedAt: number, isDirectory: boolean): Promise<Known | undefined> {
    let known = this.#known.get(keyOf(place));
    if (!known) {
      const entry = await readEntry(this.#view, this.#partitions, place, namedAt);
      if (!entry) return undefined;
      // Runs of files are checked and not kept.
      const isListed = isDirectory || entry.fileType === DIRECTORY;
      known = { entry: isListed ? entry : { ...entry, runs: [] }, names: 0 };
      this.#known.set(keyOf(place), known);
    }
    known.names++;
    if ((known.entry.fileType === DIRECTORY) !== isDirectory)
      this.#view.report('udf.entry.type', known.entry.atByte, `type ${known.entry.fileType}`);
    return known;
  }

  #finish(): Counts {
    const ids = new Set<number>();
    let directories = 0;
    let highestUniqueId = 0;
    for (const { entry, names } of this.#known.values()) {
      if (entry.fileType === DIRECTORY) directories++;
      if (Math.min(names, 0xffff) !== entry.links)
        this.#view.report('udf.entry.links', entry.atByte, `${entry.links} instead of ${names}`);
      if (ids.has(entry.uniqueId))
        this.#view.report('udf.entry.unique-id', entry.atByte, `${entry.uniqueId} twice`);
      ids.add(entry.uniqueId);
      highestUniqueId = Math.max(highestUniqueId, entry.uniqueId);
    }
    return { files: this.#known.size - directories, directories, highestUniqueId };
  }
}

function keyOf({ partition, block }: Place): string {
  return `${partition} ${block}`;
}

/** The first descriptor of the integrity sequence. ECMA-167 3/10.10, UDF §2.2.6.4. */
async function checkIntegrity(view: ImageView, volume: UdfVolume, counts: Counts): Promise<void> {
  const { integrity, blockBytes } = volume;
  const atByte = integrity.block * blockBytes;
  const bytes = integrity.lengthBytes > 0 ? (await view.bytes(atByte, blockBytes))?.slice() : undefined;
  if (!bytes || tagIdentifier(bytes) !== INTEGRITY) {
    view.report('udf.integrity.missing', atByte, 'another descriptor, or none');
    return;
  }
  checkTag(view, bytes, { atByte, location: integrity.block });
  if (le32(bytes, 28) !== 1) view.report('udf.integrity.open', atByte + 28, `${le32(bytes, 28)}`);
  const partitions = le32(bytes, 72);
  const useAt = 80 + 8 * partitions + 32;
  if (useAt + 8 > bytes.length) {
    view.report('udf.integrity.size', atByte + 72, `${partitions} partitions`);
    return;
  }
  checkSizes(view, volume, bytes, atByte);
  reportCounts(
    view,
    atByte + useAt,
    { files: le32(bytes, useAt), directories: le32(bytes, useAt + 4) },
    counts,
  );
  if (le64(bytes, 40) <= counts.highestUniqueId)
    view.report('udf.integrity.unique-id', atByte + 40, `${le64(bytes, 40)}`);
}

/** Of partitions that lie on the medium themselves. ECMA-167 3/10.10.9. */
function checkSizes(
  view: ImageView,
  { maps, partitions }: UdfVolume,
  bytes: Uint8Array,
  atByte: number,
): void {
  for (const [i, { kind, partition }] of maps.entries()) {
    if (kind !== 'physical' && kind !== 'sparable') continue;
    const at = 80 + 4 * (le32(bytes, 72) + i);
    const wanted = partitions.get(partition)?.lengthBlocks;
    if (at + 4 <= bytes.length && le32(bytes, at) !== wanted)
      view.report('udf.integrity.size', atByte + at, `${le32(bytes, at)} instead of ${wanted}`);
  }
}
