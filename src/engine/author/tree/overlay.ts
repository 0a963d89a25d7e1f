import { FOLDER } from '../../bytes/formats/posix/file-mode.ts';
import { present } from '../../contract/failure/present.ts';
import type { NodeFacts, Tree } from './tree.ts';
import { childrenOf } from './tree-lookup.ts';

/** An entry of a tree that is made of others: a node of one of them, or a folder of its own. */
export interface OverlayEntry {
  /** Which tree; a folder that is made has the facts of its node and none of its entries. */
  readonly source: number;
  readonly node: number;
  readonly isMade?: true;
  /** By name, where they are others than in its tree. */
  children?: Map<string, OverlayEntry>;
}

/** Trees laid over the first one. Only folders in which something changes are copied; names are byte strings. */
export class Overlay {
  readonly trees: Tree[];
  readonly root: OverlayEntry = { source: 0, node: 0 };

  constructor(tree: Tree) {
    this.trees = [tree];
  }

  /** Its number as a source. */
  addTree(tree: Tree): number {
    return this.trees.push(tree) - 1;
  }

  treeOf({ source }: OverlayEntry): Tree {
    return present(this.trees[source]);
  }

  isFolder(entry: OverlayEntry): boolean {
    return this.treeOf(entry).isFolder(entry.node);
  }

  isFile(entry: OverlayEntry): boolean {
    return this.treeOf(entry).isFile(entry.node);
  }

  isLink(entry: OverlayEntry): boolean {
    return this.treeOf(entry).isLink(entry.node);
  }

  /** Entries of a folder, for looking: those of an untouched one in the order of their names. */
  *entriesOf(folder: OverlayEntry): Generator<[string, OverlayEntry]> {
    if (folder.children) yield* folder.children;
    else if (!folder.isMade) {
      const tree = this.treeOf(folder);
      for (const node of childrenOf(tree, folder.node))
        yield [tree.nameOf(node), { source: folder.source, node }];
    }
  }

  /** Entries of a folder that will be changed. */
  childrenOf(folder: OverlayEntry): Map<string, OverlayEntry> {
    folder.children ??= new Map(this.entriesOf(folder));
    return folder.children;
  }

  /** An empty folder with owner, rights and time of the one that it comes into. */
  makeFolder(parent: OverlayEntry): OverlayEntry {
    return { source: parent.source, node: parent.node, isMade: true };
  }

  /** Files below an entry, itself included, and their bytes. */
  countOf(entry: OverlayEntry): { files: number; bytes: number } {
    const count = { files: 0, bytes: 0 };
    const open = [entry];
    for (let next = open.pop(); next; next = open.pop()) {
      if (this.isFolder(next)) for (const [, child] of this.entriesOf(next)) open.push(child);
      else count.files++;
      if (this.isFile(next)) count.bytes += this.treeOf(next).sizeOf(next.node);
    }
    return count;
  }

  factsOf(entry: OverlayEntry): NodeFacts {
    const { mode, userId, groupId, modifiedAtMs, changedAtMs, sizeBytes, inode, onDevice } =
      this.treeOf(entry);
    const { node } = entry;
    return {
      mode: entry.isMade ? FOLDER | (present(mode[node]) & 0o7777) : present(mode[node]),
      userId: present(userId[node]),
      groupId: present(groupId[node]),
      modifiedAtMs: present(modifiedAtMs[node]),
      changedAtMs: present(changedAtMs[node]),
      sizeBytes: present(sizeBytes[node]),
      inode: present(inode[node]),
      onDevice: present(onDevice[node]),
    };
  }
}
