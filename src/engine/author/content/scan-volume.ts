import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import type { Damaged } from '../../read/browse/iso/damage.ts';
import type { PlacedEntry, PlacedListing } from '../../read/browse/volume.ts';
import { MOST_ENTRIES } from '../../read/browse/walk.ts';
import { excludedBy } from '../tree/exclude.ts';
import type { Scan, ScanProgress } from '../tree/scan.ts';
import type { ScanOptions } from '../tree/scan-options.ts';
import { addMade, checkMoved, madeNames } from '../tree/synthetic-files.ts';
import { Tree } from '../tree/tree.ts';
import { nodeFacts } from './entry-node.ts';
import type { VolumeContents } from './volume-contents.ts';

export type VolumeScanOptions = Pick<ScanOptions, 'exclude' | 'made' | 'movedFolder'>;

const REPORT_EVERY_ENTRIES = 4096;

/**
 * Reads a file system inside an image into the same tree that a folder gives. Folders are entered once each: an image that
 * leads in a circle is refused.
 *
 * @throws Failure `source-damaged`, `usage`, `stopped`
 */
export async function scanVolume(
  volume: PlacedListing,
  contents: VolumeContents,
  options: VolumeScanOptions,
  progress: ScanProgress,
  damaged: Damaged,
): Promise<Scan> {
  const scanner = new VolumeScanner(volume, contents, options, damaged);
  const { tree, losses } = scanner;
  for (let ordinal = 0; ordinal < tree.folders.length; ordinal++) {
    await scanner.listFolder(ordinal, () => {
      throwIfStopped(progress.signal);
      progress.onEntries(tree.count);
    });
  }
  progress.onEntries(tree.count);
  return { tree, losses, apart: [], excluded: scanner.excluded };
}

class VolumeScanner {
  readonly tree = new Tree();
  readonly losses: Loss[] = [];
  /** Entries that were left out as asked. */
  excluded = 0;
  readonly #volume: PlacedListing;
  readonly #contents: VolumeContents;
  readonly #options: VolumeScanOptions;
  readonly #damaged: Damaged;
  readonly #isExcluded: ReturnType<typeof excludedBy>;
  /** By node: folders that are to be listed. */
  readonly #folders = new Map<number, PlacedEntry>();
  readonly #entered = new Set<string>();
  readonly #firstNode = new Map<string, number>();

  constructor(volume: PlacedListing, contents: VolumeContents, options: VolumeScanOptions, damaged: Damaged) {
    this.#volume = volume;
    this.#contents = contents;
    this.#options = options;
    this.#damaged = damaged;
    this.#isExcluded = excludedBy(options.exclude);
    this.#addFolder(this.tree.add(0, '', nodeFacts(volume.root)), volume.root);
  }

  async listFolder(ordinal: number, onMany: () => void): Promise<void> {
    const node = this.tree.folderAt(ordinal);
    const folder = this.#folders.get(node);
    this.#folders.delete(node);
    this.tree.firstChild[ordinal] = this.tree.count;
    const made = node === 0 ? madeNames(this.#options) : [];
    const entries = folder ? await this.#entriesOf(folder, node, onMany) : new Map<string, PlacedEntry>();
    if (node === 0) checkMoved([...entries.keys()], this.#options.movedFolder);
    for (const name of [...new Set([...entries.keys(), ...made])].sort(byCodeUnits))
      if (made.includes(name)) addMade(this.tree, name, this.#options.movedFolder);
      else this.#add(node, name, present(entries.get(name)));
    this.tree.childCount[ordinal] = this.tree.count - this.tree.firstChildOf(ordinal);
  }

  /** By name; a name that is taken already becomes another one. */
  async #entriesOf(folder: PlacedEntry, node: number, onMany: () => void): Promise<Map<string, PlacedEntry>> {
    const inside = node === 0 ? '' : this.tree.bytePathOf(node);
    const entries = new Map<string, PlacedEntry>();
    for await (const entry of this.#volume.list(folder)) {
      if (entries.size % REPORT_EVERY_ENTRIES === 0) onMany();
      if (this.tree.count + entries.size > MOST_ENTRIES)
        throw this.#damaged({ reason: 'too-many-entries', most: MOST_ENTRIES });
      const path = `${inside}/${entry.name}`;
      if (this.#isExcluded(textOfBytes(path.slice(1)), entry.type === 'dir')) {
        this.excluded++;
        continue;
      }
      const name = entries.has(entry.name) ? this.#otherName(entry.name, entries, path) : entry.name;
      entries.set(name, entry);
    }
    return entries;
  }

  #otherName(name: string, taken: ReadonlyMap<string, PlacedEntry>, path: string): string {
    let number = 2;
    while (taken.has(`${name}~${number}`)) number++;
    const becomes = `${name}~${number}`;
    this.losses.push({
      path: textOfBytes(path),
      reason: 'name-changed',
      where: 'all',
      becomes: textOfBytes(becomes),
    });
    return becomes;
  }

  #add(parent: number, name: string, entry: PlacedEntry): void {
    const node = this.tree.add(parent, name, nodeFacts(entry));
    if (entry.hasAttributes)
      this.losses.push({ path: this.tree.pathOf(node), reason: 'attributes-lost', where: 'all' });
    if (entry.target !== undefined) this.tree.linkTarget.set(node, entry.target);
    if (entry.device) this.tree.device.set(node, entry.device);
    if (entry.type === 'dir') this.#addFolder(node, entry);
    if (entry.type === 'file') this.#addFile(node, entry);
  }

  #addFolder(node: number, entry: PlacedEntry): void {
    if (this.#entered.has(entry.identity))
      throw this.#damaged({ reason: 'folders-in-circle', at: this.tree.pathOf(node) });
    this.#entered.add(entry.identity);
    this.#folders.set(node, entry);
  }

  /** Files in the same place are one file with several names. */
  #addFile(node: number, entry: PlacedEntry): void {
    this.#contents.add(node, entry);
    if (entry.identity === '') return;
    const first = this.#firstNode.get(entry.identity);
    if (first === undefined) {
      this.#firstNode.set(entry.identity, node);
      return;
    }
    this.tree.sameAs.set(node, first);
    this.tree.linkCount.set(first, (this.tree.linkCount.get(first) ?? 1) + 1);
  }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
