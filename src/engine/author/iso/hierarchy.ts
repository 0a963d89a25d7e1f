import { present } from '../../contract/failure/present.ts';
import type { Steps } from '../tree/cooperative.ts';
import type { Tree } from '../tree/tree.ts';
import type { Relocation } from './relocation.ts';

/**
 * One of the directory hierarchies of an image (ISO 9660, Joliet): which nodes it holds, their identifiers, and
 * their order. Several share the files.
 */
export interface Hierarchy {
  readonly name: 'iso9660' | 'joliet' | 'enhanced';
  readonly tree: Tree;
  /** Children of all folders, each folder's in the order of ECMA-119 §9.3. */
  readonly order: Uint32Array;
  /** By ordinal: where a folder's children start in `order`; one more at the end. */
  readonly start: Uint32Array;
  /** Ordinals in the order of the path table: level, number of the parent, identifier. ECMA-119 §6.9.1. */
  readonly pathOrder: Uint32Array;
  /** By ordinal: number in the path table, from 1. */
  readonly pathNumber: Uint32Array;
  /** Folders that are recorded elsewhere, with a placeholder where they belong. */
  readonly relocation?: Relocation | undefined;
  /** Of placeholders: identifiers of files. */
  readonly placeholders?: Identifiers | undefined;
  identifierBytes(node: number): number;
  writeIdentifier(bytes: Uint8Array, at: number, node: number): void;
}

/** Names of nodes as they are recorded. */
export type Identifiers = Pick<Hierarchy, 'identifierBytes' | 'writeIdentifier'>;

/** Names one folder's children and returns what they are sorted by; `isHome`: of the folder for relocated ones. */
export type KeysOf = (children: readonly number[], isHome: boolean) => Steps<readonly string[]>;

/** The folder that a folder is recorded in. */
export function recordedIn(
  { tree, relocation }: Pick<Hierarchy, 'tree' | 'relocation'>,
  node: number,
): number {
  return relocation?.isMoved(node) ? relocation.home : tree.parentOf(node);
}

/** Puts each folder's nodes in order. `keysOf` names one folder's children and returns what they are sorted by. */
export function* orderNodes(
  tree: Tree,
  holds: (node: number) => boolean,
  keysOf: KeysOf,
  relocation?: Relocation,
): Steps<Pick<Hierarchy, 'order' | 'start' | 'pathOrder' | 'pathNumber'>> {
  const order = new Uint32Array(tree.count + (relocation?.moved.length ?? 0));
  const start = new Uint32Array(tree.folders.length + 1);
  let used = 0;
  for (let ordinal = 0; ordinal < tree.folders.length; ordinal++) {
    start[ordinal] = used;
    const home = relocation?.home === tree.folders[ordinal] ? relocation : undefined;
    const children = home?.moved ?? childrenOf(tree, ordinal).filter(holds);
    const keys = yield* keysOf(children, home !== undefined);
    for (const place of sortedPlaces(keys)) order[used++] = present(children[place]);
    yield;
  }
  start[tree.folders.length] = used;
  return { order: order.subarray(0, used), start, ...pathTableOrder(tree, order, start, relocation) };
}

function childrenOf(tree: Tree, ordinal: number): number[] {
  const first = tree.firstChildOf(ordinal);
  return Array.from({ length: tree.childCountOf(ordinal) }, (_, i) => first + i);
}

/** Places of the keys in the order of the keys. */
function sortedPlaces(keys: readonly string[]): Uint32Array | number[] {
  const places = keys.map((_, i) => i);
  // Names come sorted, and mostly stay so.
  if (keys.every((key, i) => i === 0 || present(keys[i - 1]) <= key)) return places;
  return places.sort((a, b) =>
    present(keys[a]) < present(keys[b]) ? -1 : present(keys[a]) > present(keys[b]) ? 1 : 0,
  );
}

function pathTableOrder(tree: Tree, order: Uint32Array, start: Uint32Array, relocation?: Relocation) {
  const pathOrder = new Uint32Array(tree.folders.length);
  const pathNumber = new Uint32Array(tree.folders.length);
  let known = 1;
  pathNumber[0] = 1;
  for (let i = 0; i < known; i++) {
    const ordinal = present(pathOrder[i]);
    const isHome = relocation?.home === tree.folders[ordinal];
    for (let at = present(start[ordinal]); at < present(start[ordinal + 1]); at++) {
      if (!tree.isFolder(present(order[at])) || (!isHome && relocation?.isMoved(present(order[at]))))
        continue;
      const child = tree.ordinalOf(present(order[at]));
      pathOrder[known++] = child;
      pathNumber[child] = known;
    }
  }
  return { pathOrder: pathOrder.subarray(0, known), pathNumber };
}
