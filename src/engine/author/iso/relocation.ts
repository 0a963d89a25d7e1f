import { present } from '../../contract/failure/present.ts';
import type { HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';

/** The folder of relocated ones: readers know it by this name. RRIP §4.1.5. */
export const MOVED_FOLDER = 'rr_moved';

/** Folders that lie too deep for ISO 9660 and are recorded in another folder; Rock Ridge shows them where they belong. */
export interface Relocation {
  readonly home: number;
  /** In the order of the tree. */
  readonly moved: readonly number[];
  isMoved(node: number): boolean;
}

/** ECMA-119 §6.8.2.1; the root is level 1. */
const DEEPEST_LEVEL = 8;
/** A relocated folder lies in the one for them, which lies in the root. */
const MOVED_LEVEL = 3;

/** What is to be relocated; undefined when nothing was asked for, or nothing lies too deep. */
export function relocationOf(tree: Tree, hidden: Pick<HiddenNodes, 'has'>): Relocation | undefined {
  const home = tree.movedHome;
  if (home === undefined) return undefined;
  const levels = new Uint32Array(tree.folders.length);
  const moved: number[] = [];
  tree.folders.forEach((node, ordinal) => {
    const level = node === 0 ? 1 : present(levels[tree.ordinalOf(tree.parentOf(node))]) + 1;
    levels[ordinal] = level > DEEPEST_LEVEL ? MOVED_LEVEL : level;
    if (level > DEEPEST_LEVEL && !hidden.has(node)) moved.push(node);
  });
  if (moved.length === 0) return undefined;
  const set = new Set(moved);
  return { home, moved, isMoved: (node) => set.has(node) };
}
