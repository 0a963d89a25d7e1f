import { le32, le64, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { DIRECTORY, type ParsedEntry, readEntry } from './file-entry.ts';
import { type ParsedIdentifier, readIdentifiers } from './identifiers.ts';
import { Partition } from './partition.ts';
import type { UdfVolume } from './sequences.ts';
import { checkTag, FILE_SET, INTEGRITY, tagIdentifier } from './tag.ts';

/** More than any medium holds. */
const MOST_ENTRIES = 4_000_000;

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

/** File set, every directory, every file entry, and the integrity descriptor that counts them. ECMA-167 part 4. */
export async function checkFileSystem(view: ImageView, volume: UdfVolume): Promise<void> {
  const partition = new Partition(view, volume.partition);
  const bytes = await partition.block(volume.fileSetBlock);
  const atByte = partition.atByte(volume.fileSetBlock);
  if (!bytes || tagIdentifier(bytes) !== FILE_SET) {
    view.report('udf.file-set', atByte, 'another descriptor, or none');
    return;
  }
  checkTag(view, bytes.subarray(0, 512), { atByte, location: volume.fileSetBlock });
  const counts = await new Walk(view, partition).from(le32(bytes, 404), atByte);
  await checkIntegrity(view, volume, counts);
}

/** Goes through all directories once. */
class Walk {
  readonly #view: ImageView;
  readonly #partition: Partition;
  readonly #known = new Map<number, Known>();
  readonly #directories: { readonly entry: ParsedEntry; readonly parentBlock: number }[] = [];

  constructor(view: ImageView, partition: Partition) {
    this.#view = view;
    this.#partition = partition;
  }

  async from(rootBlock: number, atByte: number): Promise<Counts> {
    const root = await this.#meet(rootBlock, atByte, true);
    if (!root) this.#view.report('udf.file-set', atByte, `no root at block ${rootBlock}`);
    else {
      // Nobody names the root but its own first identifier.
      root.names = 0;
      if (root.entry.uniqueId !== 0)
        this.#view.report('udf.entry.unique-id', root.entry.atByte, 'not 0 in the root');
      this.#directories.push({ entry: root.entry, parentBlock: rootBlock });
    }
    for (let i = 0; i < this.#directories.length && this.#known.size < MOST_ENTRIES; i++)
      await this.#list(this.#directories[i]!);
    return this.#finish();
  }

  async #list({
    entry,
    parentBlock,
  }: {
    readonly entry: ParsedEntry;
    readonly parentBlock: number;
  }): Promise<void> {
    const [parent, ...children] = await readIdentifiers(this.#view, this.#partition, entry);
    if (!parent?.isParent || parent.entryBlock !== parentBlock)
      this.#view.report(
        'udf.identifier.parent',
        parent?.atByte ?? entry.atByte,
        `block ${parent?.entryBlock}`,
      );
    if (parent?.isParent) this.#nameOnce(parentBlock);
    else if (parent) children.unshift(parent);
    for (const child of children) await this.#follow(child, entry.block);
  }

  #nameOnce(block: number): void {
    const known = this.#known.get(block);
    if (known) known.names++;
  }

  async #follow(child: ParsedIdentifier, parentBlock: number): Promise<void> {
    const isNew = !this.#known.has(child.entryBlock);
    const met = await this.#meet(child.entryBlock, child.atByte, child.isDirectory);
    if (!met || !child.isDirectory) return;
    if (isNew) this.#directories.push({ entry: met.entry, parentBlock });
    else this.#view.report('udf.directory.loop', child.atByte, `block ${child.entryBlock} again`);
  }

  /** The entry a name leads to; read once. */
  async #meet(block: number, namedAt: number, isDirectory: boolean): Promise<Known | undefined> {
    let known = this.#known.get(block);
    if (!known) {
      const entry = await readEntry(this.#view, this.#partition, block, namedAt);
      if (!entry) return undefined;
      known = { entry, names: 0 };
      this.#known.set(block, known);
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

/** The first descriptor of the integrity sequence. ECMA-167 3/10.10, UDF §2.2.6.4. */
async function checkIntegrity(
  view: ImageView,
  { integrity, partition }: UdfVolume,
  counts: Counts,
): Promise<void> {
  const atByte = integrity.block * SECTOR;
  const bytes = integrity.lengthBytes > 0 ? (await view.bytes(atByte, SECTOR))?.slice() : undefined;
  if (!bytes || tagIdentifier(bytes) !== INTEGRITY) {
    view.report('udf.integrity.missing', atByte, 'another descriptor, or none');
    return;
  }
  checkTag(view, bytes, { atByte, location: integrity.block });
  if (le32(bytes, 28) !== 1) view.report('udf.integrity.open', atByte + 28, `${le32(bytes, 28)}`);
  const partitions = le32(bytes, 72);
  const size = le32(bytes, 80 + 4 * partitions);
  if (size !== partition.lengthBlocks)
    view.report('udf.integrity.size', atByte + 84, `${size} instead of ${partition.lengthBlocks}`);
  const useAt = 80 + 8 * partitions + 32;
  const said = { files: le32(bytes, useAt), directories: le32(bytes, useAt + 4) };
  if (said.files !== counts.files || said.directories !== counts.directories)
    view.report(
      'udf.integrity.counts',
      atByte + useAt,
      `${said.files} files and ${said.directories} directories instead of ${counts.files} and ${counts.directories}`,
    );
  if (le64(bytes, 40) <= counts.highestUniqueId)
    view.report('udf.integrity.unique-id', atByte + 40, `${le64(bytes, 40)}`);
}
