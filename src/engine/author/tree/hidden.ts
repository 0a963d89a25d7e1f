import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { excludedBy } from './exclude.ts';
import type { Tree } from './tree.ts';

/** Nodes that one tree of names does not show; their contents stay in the image. */
export interface HiddenNodes {
  has(node: number): boolean;
  /** POSIX link count of what is shown. */
  linksOf(node: number): number;
}

/** What each tree of names leaves out. */
export interface HiddenInTrees {
  /** ISO 9660 with Rock Ridge, and the enhanced tree. */
  readonly iso: HiddenNodes;
  readonly joliet: HiddenNodes;
  readonly udf: HiddenNodes;
}

type Options = Pick<AuthorOptions, 'hide' | 'hideJoliet' | 'hideUdf'>;

/** Patterns as in .gitignore; what lies in a hidden folder is hidden too. */
export function hiddenInTrees(
  tree: Tree,
  { hide = [], hideJoliet = [], hideUdf = [] }: Options,
): HiddenInTrees {
  return {
    iso: hiddenBy(tree, hide),
    joliet: hiddenBy(tree, hideJoliet),
    udf: hiddenBy(tree, hideUdf),
  };
}

/** Nothing is hidden. */
export function allShown(tree: Tree): HiddenNodes {
  return { has: () => false, linksOf: (node) => tree.linksOf(node) };
}

function hiddenBy(tree: Tree, patterns: readonly string[]): HiddenNodes {
  if (patterns.length === 0) return allShown(tree);
  const isMatch = excludedBy(patterns);
  const isHidden = new Uint8Array(tree.count);
  /** By node: hidden names of a file, hidden folders in a folder. */
  const fewerLinks = new Map<number, number>();
  for (let node = 1; node < tree.count; node++) {
    if (node === tree.movedHome) continue;
    const parent = tree.parentOf(node);
    if (!isHidden[parent] && !isMatch(tree.pathOf(node).slice(1), tree.isFolder(node))) continue;
    isHidden[node] = 1;
    const counted = tree.isFolder(node) ? parent : (tree.sameAs.get(node) ?? node);
    fewerLinks.set(counted, (fewerLinks.get(counted) ?? 0) + 1);
  }
  return {
    has: (node) => isHidden[node] === 1,
    linksOf: (node) => Math.max(1, tree.linksOf(node) - (fewerLinks.get(tree.sameAs.get(node) ?? node) ?? 0)),
  };
}
