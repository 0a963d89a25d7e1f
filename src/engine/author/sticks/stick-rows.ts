import { present } from '../../contract/failure/present.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { Piece } from '../content/file-source.ts';
import type { Tree } from '../tree/tree.ts';
import type { ReadRows, VolumeTree } from '../volumes/volume-tree.ts';
import type { AddedFile } from './added-files.ts';

/** What a row stands for: a node of the tree, or something added. */
export type RowOrigin = { readonly node: number } | { readonly added: AddedFile | 'folder' };

const FIRST_ROOM = 1024;
/** In place of a node. */
const NO_NODE = 0xffffffff;

/** Rows of a stick in columns, over the tree they come from: eight bytes a row, and names only where they are others. */
export class StickRows implements VolumeTree {
  count = 0;
  #node = new Uint32Array(FIRST_ROOM);
  #parent = new Uint32Array(FIRST_ROOM);
  readonly #firstChild = new Map<number, number>();
  readonly #childCount = new Map<number, number>();
  /** Names that differ from the node's. */
  readonly #names = new Map<number, string>();
  readonly #added = new Map<number, AddedFile | 'folder'>();
  /** Nodes whose content is another one on the stick. */
  readonly #changed: ReadonlyMap<number, AddedFile>;
  readonly #tree: Tree;
  readonly #secondsOf: (node: number) => number;

  constructor(tree: Tree, changed: ReadonlyMap<number, AddedFile>, secondsOf: (node: number) => number) {
    this.#tree = tree;
    this.#changed = changed;
    this.#secondsOf = secondsOf;
  }

  /** @param name legal on FAT */
  add(parent: number, name: string, origin: RowOrigin): number {
    const row = this.count++;
    if (row >= this.#node.length) this.#grow();
    const node = 'node' in origin ? origin.node : NO_NODE;
    this.#node[row] = node;
    this.#parent[row] = parent;
    if (node === NO_NODE || this.#tree.textOf(node) !== name) this.#names.set(row, name);
    if ('added' in origin) this.#added.set(row, origin.added);
    return row;
  }

  /** The children that were added since `firstChild` belong to the folder. */
  setChildren(row: number, firstChild: number): void {
    this.#firstChild.set(row, firstChild);
    this.#childCount.set(row, this.count - firstChild);
  }

  /** Undefined for what is not of the tree. */
  nodeOf(row: number): number | undefined {
    const node = present(this.#node[row]);
    return node === NO_NODE ? undefined : node;
  }

  parentOf(row: number): number {
    return present(this.#parent[row]);
  }

  firstChildOf(row: number): number {
    return this.#firstChild.get(row) ?? 0;
  }

  childCountOf(row: number): number {
    return this.#childCount.get(row) ?? 0;
  }

  isFolder(row: number): boolean {
    const node = this.nodeOf(row);
    return node === undefined ? this.#added.get(row) === 'folder' : this.#tree.isFolder(node);
  }

  nameOf(row: number): string {
    return this.#names.get(row) ?? this.#tree.textOf(this.nodeOf(row) ?? 0);
  }

  pathOf(row: number): string {
    if (row === 0) return '/';
    let path = '';
    for (let at = row; at !== 0; at = this.parentOf(at)) path = `/${this.nameOf(at)}${path}`;
    return path;
  }

  sizeOf(row: number): number {
    const made = this.#madeOf(row);
    const node = this.nodeOf(row);
    if (made) return made.sizeBytes;
    return node === undefined ? 0 : this.#tree.sizeOf(node);
  }

  secondsOf(row: number): number {
    // What is added is as old as the tree it comes to.
    return this.#secondsOf(this.nodeOf(row) ?? 0);
  }

  /** Reads contents: those of nodes together, so that small files are read many at a time. */
  reader(source: Pick<ContentSource, 'read'>): ReadRows {
    return async (pieces) => {
      const ofNodes: Piece[] = [];
      const made: Promise<void>[] = [];
      for (const { row, atByte, into } of pieces) {
        const content = this.#madeOf(row)?.content;
        if (content) made.push(content.read(atByte, into));
        else ofNodes.push({ node: this.#contentNode(row), atByte, into });
      }
      await Promise.all([...made, ofNodes.length > 0 ? source.read(ofNodes) : undefined]);
    };
  }

  /** Files of the tree that are on the stick, or that were read for it, for a last look at them. */
  usedNodes(further: readonly number[]): Uint32Array {
    const used = new Set<number>(further);
    for (let row = 0; row < this.count; row++)
      if (!this.isFolder(row) && this.nodeOf(row) !== undefined && this.sizeOf(row) > 0)
        used.add(this.#contentNode(row));
    return Uint32Array.from(used).sort();
  }

  #contentNode(row: number): number {
    const node = present(this.#node[row]);
    return this.#tree.sameAs.get(node) ?? node;
  }

  #madeOf(row: number): AddedFile | undefined {
    const node = this.nodeOf(row);
    if (node !== undefined) return this.#changed.size === 0 ? undefined : this.#changed.get(node);
    const added = this.#added.get(row);
    return added === 'folder' ? undefined : added;
  }

  #grow(): void {
    const room = Math.ceil(this.#node.length * 1.5);
    const nodes = new Uint32Array(room);
    nodes.set(this.#node);
    this.#node = nodes;
    const parents = new Uint32Array(room);
    parents.set(this.#parent);
    this.#parent = parents;
  }
}
