import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { linkContent } from '../../bytes/formats/udf/link-target.ts';
import { UdfNames } from '../../bytes/formats/udf/names.ts';
import { allShown, type HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';

/** The nodes of a tree that UDF holds, each with one file entry; hard links share theirs. */
export interface UdfTree {
  readonly tree: Tree;
  /** By node: number of its file entry. `LEFT_OUT` for links that UDF cannot say. */
  readonly entryOf: Uint32Array;
  /** By entry: its first node; the root is entry 0. */
  readonly nodes: Uint32Array;
  readonly hidden: HiddenNodes;
  /** Entries that are folders. */
  readonly directories: number;
  nameOf(node: number): string;
  /** Nodes whose name is not the one in the folder. */
  readonly renamed: ReadonlyMap<number, string>;
}

export const LEFT_OUT = 0xffffffff;

export function udfTree(tree: Tree, hidden: HiddenNodes = allShown(tree)): UdfTree {
  const entryOf = new Uint32Array(tree.count);
  const nodes = new Uint32Array(tree.count);
  /** By the first name of a file: the entry of all its names that are shown. */
  const shared = new Map<number, number>();
  let used = 0;
  let directories = 0;
  for (let node = 0; node < tree.count; node++) {
    const first = tree.sameAs.get(node) ?? node;
    const known = shared.get(first);
    if (isLeftOut(tree, first) || node === tree.movedHome || hidden.has(node)) entryOf[node] = LEFT_OUT;
    else if (known !== undefined) entryOf[node] = known;
    else {
      if (tree.linkCount.has(first)) shared.set(first, used);
      if (tree.isFolder(node)) directories++;
      entryOf[node] = used;
      nodes[used++] = node;
    }
  }
  const renamed = renamedNodes(tree);
  const nameOf = (node: number) => renamed.get(node) ?? tree.textOf(node);
  return { tree, entryOf, nodes: nodes.slice(0, used), directories, hidden, nameOf, renamed };
}

/** The content of a symbolic link's file, undefined when there is none that all can read. */
export function linkContentOf(tree: Tree, node: number): Uint8Array | undefined {
  return linkContent(textOfBytes(tree.linkTarget.get(node) ?? ''));
}

function isLeftOut(tree: Tree, node: number): boolean {
  return tree.isLink(node) && linkContentOf(tree, node) === undefined;
}

/** Names of at most so many bytes of UTF-8 always fit. */
const ALWAYS_FITS_BYTES = 127;

function renamedNodes(tree: Tree): Map<number, string> {
  const renamed = new Map<number, string>();
  for (let ordinal = 0; ordinal < tree.folders.length; ordinal++) {
    const first = tree.firstChildOf(ordinal);
    const end = first + tree.childCountOf(ordinal);
    if (fitsAsItIs(tree, first, end)) continue;
    const names = new UdfNames();
    for (let node = first; node < end; node++) {
      const text = tree.textOf(node);
      const name = names.take(text);
      if (name !== text) renamed.set(node, name);
    }
  }
  return renamed;
}

/** True when every name is short and UTF-8: then no two are equal either. */
function fitsAsItIs(tree: Tree, first: number, end: number): boolean {
  for (let node = first; node < end; node++)
    if (tree.nameBytes(node) > ALWAYS_FITS_BYTES || tree.textOf(node).includes('\ufffd')) return false;
  return true;
}
