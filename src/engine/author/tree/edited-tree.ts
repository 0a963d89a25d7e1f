import { present } from '../../contract/failure/present.ts';
import { byCodeUnits } from './listing.ts';
import type { Overlay, OverlayEntry } from './overlay.ts';
import type { ScanOptions } from './scan-options.ts';
import { addMade, checkMoved, madeNames } from './synthetic-files.ts';
import { Tree } from './tree.ts';

/** A tree, and for each of its nodes which node of which tree it is. */
export interface EditedTree {
  readonly tree: Tree;
  /** By node; that of a file that is made means nothing. */
  readonly source: Uint32Array;
  readonly node: Uint32Array;
  /** Where a node of the first tree stands now; undefined where it does not any more. */
  placeOf(node: number): number | undefined;
}

type Options = Pick<ScanOptions, 'made' | 'movedFolder'>;

/** Lays an overlay out as a tree of its own, level by level. @throws Failure `usage` for a folder that must not be there */
export function* editedTree(overlay: Overlay, options: Options): Generator<void, EditedTree, void> {
  const builder = new TreeBuilder(overlay, options);
  for (let ordinal = 0; ordinal < builder.tree.folders.length; ordinal++) {
    builder.listFolder(ordinal);
    yield;
  }
  return builder;
}

const NOWHERE = 0xffffffff;

class TreeBuilder implements EditedTree {
  readonly tree = new Tree();
  source = new Uint32Array(1024);
  node = new Uint32Array(1024);
  readonly #overlay: Overlay;
  readonly #options: Options;
  /** By ordinal of the folder. */
  readonly #folders: OverlayEntry[] = [];
  /** Of the first tree, by node: where it stands, or its first name that is left. */
  readonly #places: Uint32Array;
  /** By source: first node of files with several names → where the first of them stands. */
  readonly #firstNode: Map<number, number>[];

  constructor(overlay: Overlay, options: Options) {
    this.#overlay = overlay;
    this.#options = options;
    this.#places = new Uint32Array(overlay.treeOf(overlay.root).count).fill(NOWHERE);
    this.#firstNode = overlay.trees.map(() => new Map());
    this.#add(0, '', overlay.root);
  }

  placeOf(node: number): number | undefined {
    const place = this.#places[node];
    return place === NOWHERE ? undefined : place;
  }

  listFolder(ordinal: number): void {
    const parent = this.tree.folderAt(ordinal);
    const folder = this.#folders[ordinal];
    this.tree.firstChild[ordinal] = this.tree.count;
    const made = parent === 0 ? madeNames(this.#options) : [];
    const entries = new Map(folder && this.#overlay.entriesOf(folder));
    if (parent === 0) checkMoved([...entries.keys()], this.#options.movedFolder);
    for (const name of [...new Set([...entries.keys(), ...made])].sort(byCodeUnits))
      if (made.includes(name)) addMade(this.tree, name, this.#options.movedFolder);
      else this.#add(parent, name, present(entries.get(name)));
    this.tree.childCount[ordinal] = this.tree.count - this.tree.firstChildOf(ordinal);
  }

  #add(parent: number, name: string, entry: OverlayEntry): void {
    const from = this.#overlay.treeOf(entry);
    const node = this.tree.add(parent, name, this.#overlay.factsOf(entry));
    this.#note(node, entry);
    if (this.tree.isFolder(node)) this.#folders[this.tree.ordinalOf(node)] = entry;
    const target = from.linkTarget.get(entry.node);
    if (target !== undefined) this.tree.linkTarget.set(node, target);
    const device = from.device.get(entry.node);
    if (device) this.tree.device.set(node, device);
    this.#noteNames(node, entry, from);
  }

  #note(node: number, entry: OverlayEntry): void {
    if (node >= this.source.length) {
      this.source = larger(this.source);
      this.node = larger(this.node);
    }
    this.source[node] = entry.source;
    this.node[node] = entry.node;
    if (entry.source === 0 && !entry.isMade) this.#places[entry.node] = node;
  }

  /** Names of one file that are left are one file again. */
  #noteNames(node: number, { source, node: was }: OverlayEntry, from: Tree): void {
    const first = from.sameAs.get(was) ?? was;
    if (!from.linkCount.has(first) || this.tree.isFolder(node)) return;
    const firstNode = present(this.#firstNode[source]);
    const known = firstNode.get(first);
    if (source === 0 && this.#places[first] === NOWHERE) this.#places[first] = node;
    if (known === undefined) {
      firstNode.set(first, node);
      return;
    }
    this.tree.sameAs.set(node, known);
    this.tree.linkCount.set(known, (this.tree.linkCount.get(known) ?? 1) + 1);
  }
}

function larger(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.ceil(column.length * 1.5));
  more.set(column);
  return more;
}
