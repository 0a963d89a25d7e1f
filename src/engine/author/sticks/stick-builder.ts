import { MAX_FAT_NAME_UNITS } from '../../bytes/formats/fat/legal-name.ts';
import type { Loss, LossReason } from '../../contract/events/loss.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { Steps } from '../tree/cooperative.ts';
import { LinkTargets } from '../tree/link-target.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf } from '../tree/tree-lookup.ts';
import { type AddedFile, AddedFolder } from './added-files.ts';
import { fatNamesOf } from './fat-names-of.ts';
import { type RowOrigin, StickRows } from './stick-rows.ts';

export interface StickBuild {
  readonly tree: Tree;
  /** Comes to the tree's own files. */
  readonly added: AddedFolder;
  /** Nodes with another content than in the tree. */
  readonly changed: ReadonlyMap<number, AddedFile>;
  /** Nodes that are left out: something that was added is in their place. */
  readonly hidden?: ReadonlySet<number>;
  readonly secondsOf: (node: number) => number;
  /** Longer files are refused. */
  readonly mostFileBytes: number;
}

export interface BuiltStick {
  readonly rows: StickRows;
  readonly losses: readonly Loss[];
  /** Links whose files or folders are copied. */
  readonly copiedLinks: number;
}

/** Times of FAT. fatgen103 "Date and time formats". */
const EARLIEST_SECONDS = Date.UTC(1980, 0, 1) / 1000;
const LATEST_SECONDS = Date.UTC(2108, 0, 1) / 1000 - 1;
/** Entries that come by links to folders: links can double a tree at every level. */
const MOST_COPIED_ROWS = 100_000;

/** Lays a tree out as FAT can hold it. @throws Failure `files-unfit` for a file that is too large */
export function* buildStick(build: StickBuild): Steps<BuiltStick> {
  const builder = new StickBuilder(build);
  for (let row = 0; row < builder.rows.count; row++) {
    builder.list(row);
    if (row % 256 === 255) yield;
  }
  const { rows, losses, copiedLinks } = builder;
  return { rows, losses, copiedLinks };
}

interface Child {
  readonly name: string;
  readonly origin: RowOrigin;
  /** What else comes to it, for a folder. */
  readonly added?: AddedFolder | undefined;
  /** The entry of the tree that it is, for losses. */
  readonly from?: number;
}

class StickBuilder {
  readonly rows: StickRows;
  readonly losses: Loss[] = [{ path: '/', reason: 'owner-lost', where: 'fat' }];
  copiedLinks = 0;
  readonly #tree: Tree;
  readonly #links: LinkTargets;
  readonly #build: StickBuild;
  /** By row. */
  readonly #added = new Map<number, AddedFolder>();
  /** Rows that came by a link, and all below them. */
  readonly #copies = new Set<number>();

  constructor(build: StickBuild) {
    this.#build = build;
    this.#tree = build.tree;
    this.#links = new LinkTargets(build.tree);
    this.rows = new StickRows(build.tree, build.changed, build.secondsOf);
    this.#added.set(this.rows.add(0, '', { node: 0 }), build.added);
  }

  list(row: number): void {
    if (!this.rows.isFolder(row)) return;
    const node = this.rows.nodeOf(row);
    const own = node === undefined ? [] : this.#childrenOf(row, node);
    const children = this.#withAdded(own, this.#added.get(row));
    const names = fatNamesOf(children.map(({ name }) => name));
    const first = this.rows.count;
    for (const [i, child] of children.entries()) this.#add(row, present(names[i]), child);
    this.rows.setChildren(row, first);
  }

  #add(parent: number, name: string, child: Child): void {
    const row = this.rows.add(parent, name, child.origin);
    if (child.added) this.#added.set(row, child.added);
    const isLink = child.from !== undefined && 'node' in child.origin && child.from !== child.origin.node;
    if (isLink) this.copiedLinks++;
    if (isLink || this.#copies.has(parent)) this.#copies.add(row);
    if (child.from !== undefined) this.#tell(child.from, name, child.name);
    if (this.rows.sizeOf(row) > this.#build.mostFileBytes)
      throw new Failure('files-unfit', {
        path: this.rows.pathOf(row),
        why: 'file-too-large',
        sizeBytes: this.rows.sizeOf(row),
      });
  }

  #tell(node: number, name: string, was: string): void {
    if (name !== was) {
      const reason = was.length > MAX_FAT_NAME_UNITS ? 'name-shortened' : 'name-changed';
      this.losses.push({ path: this.#tree.pathOf(node), reason, where: 'fat', becomes: name });
    }
    const seconds = this.#build.secondsOf(node);
    if (seconds < EARLIEST_SECONDS || seconds > LATEST_SECONDS) this.#lose(node, 'time-out-of-range');
  }

  /** What of a folder can be on FAT; links are what they lead to. */
  #childrenOf(row: number, folder: number): Child[] {
    const children: Child[] = [];
    for (const node of childrenOf(this.#tree, folder)) {
      if (this.#build.hidden?.has(node)) continue;
      const name = this.#tree.textOf(node);
      const shown = this.#shown(row, node);
      if (shown !== undefined) children.push({ name, origin: { node: shown }, from: node });
    }
    return children;
  }

  #shown(row: number, node: number): number | undefined {
    const tree = this.#tree;
    if (tree.isFile(node) || tree.isFolder(node)) return node;
    if (!tree.isLink(node)) {
      this.#lose(node, tree.device.has(node) ? 'device-dropped' : 'special-file-dropped');
      return undefined;
    }
    const found = this.#links.nodeOf(node);
    const isLost = found === undefined || !(tree.isFile(found) || tree.isFolder(found));
    if (isLost || this.#copies.size >= MOST_COPIED_ROWS) this.#lose(node, 'link-dropped');
    else if (this.#isInside(row, found)) this.#lose(node, 'link-loop');
    else return found;
    return undefined;
  }

  /** A folder that is copied into itself would never end. */
  #isInside(row: number, folder: number): boolean {
    if (!this.#tree.isFolder(folder)) return false;
    for (let at = row; ; at = this.rows.parentOf(at)) {
      if (this.rows.nodeOf(at) === folder) return true;
      if (at === 0) return false;
    }
  }

  #withAdded(own: readonly Child[], added: AddedFolder | undefined): Child[] {
    if (!added) return [...own];
    const isOwn = new Set<AddedFolder | AddedFile>();
    const merged = own.map((child) => {
      const same = added.get(child.name);
      if (same === undefined) return child;
      isOwn.add(same);
      if (!(same instanceof AddedFolder) && same.replaces)
        return { name: child.name, origin: { added: same } };
      const isFolder = 'node' in child.origin && this.#tree.isFolder(child.origin.node);
      return isFolder && same instanceof AddedFolder ? { ...child, added: same } : child;
    });
    const others = added.entries().filter(({ entry }) => !isOwn.has(entry));
    return [...merged, ...others.map(addedChild)];
  }

  #lose(node: number, reason: LossReason): void {
    this.losses.push({ path: this.#tree.pathOf(node), reason, where: 'fat' });
  }
}

function addedChild({ name, entry }: { name: string; entry: AddedFolder | AddedFile }): Child {
  return entry instanceof AddedFolder
    ? { name, origin: { added: 'folder' }, added: entry }
    : { name, origin: { added: entry } };
}
