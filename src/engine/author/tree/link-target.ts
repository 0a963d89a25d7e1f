import type { Tree } from './tree.ts';
import { childrenOf } from './tree-lookup.ts';

/** As Linux: more hops are a circle. `path_resolution(7)`. */
const MOST_HOPS = 40;

/** Follows symbolic links inside a tree; what leads out of it leads nowhere. */
export class LinkTargets {
  readonly #tree: Tree;
  readonly #children = new Map<number, Map<string, number>>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** The file or folder that a link stands for; undefined when it is missing, outside, or the link leads in a circle. */
  nodeOf(link: number): number | undefined {
    const hops = { left: MOST_HOPS };
    const found = this.#follow(link, hops);
    return found !== undefined && this.#tree.isLink(found) ? undefined : found;
  }

  /** What a path from the root leads to (a byte string), links on the way and at its end followed. */
  at(path: string): number | undefined {
    return this.#walk(0, path, { left: MOST_HOPS });
  }

  #follow(link: number, hops: { left: number }): number | undefined {
    const target = this.#tree.linkTarget.get(link);
    if (target === undefined || target.startsWith('/') || hops.left-- <= 0) return undefined;
    return this.#walk(this.#tree.parentOf(link), target, hops);
  }

  #walk(from: number, path: string, hops: { left: number }): number | undefined {
    let node: number | undefined = from;
    for (const name of path.split('/')) {
      if (name === '' || name === '.') continue;
      node = this.#step(node, name);
      if (node === undefined) return undefined;
      if (this.#tree.isLink(node)) node = this.#follow(node, hops);
    }
    return node;
  }

  /** Above the root is not in the tree. */
  #step(node: number | undefined, name: string): number | undefined {
    if (node === undefined || !this.#tree.isFolder(node)) return undefined;
    if (name !== '..') return this.#childOf(node, name);
    return node === 0 ? undefined : this.#tree.parentOf(node);
  }

  #childOf(folder: number, name: string): number | undefined {
    let named = this.#children.get(folder);
    if (!named) {
      named = new Map();
      for (const child of childrenOf(this.#tree, folder)) named.set(this.#tree.nameOf(child), child);
      this.#children.set(folder, named);
    }
    return named.get(name);
  }
}
