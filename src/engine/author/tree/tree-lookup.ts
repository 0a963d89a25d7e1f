import type { Tree } from './tree.ts';

/** The node at a path from the root, whatever the case of its letters; an exact match goes first. */
export function findNode(tree: Tree, path: string): number | undefined {
  let node: number | undefined = 0;
  for (const name of path.split('/').filter(Boolean)) {
    node = childNamed(tree, node, name);
    if (node === undefined) return undefined;
  }
  return node;
}

/** A regular file with content. */
export function findFile(tree: Tree, path: string): number | undefined {
  const node = findNode(tree, path);
  return node !== undefined && tree.isFile(node) && tree.sizeOf(node) > 0 ? node : undefined;
}

export function findFolder(tree: Tree, path: string): number | undefined {
  const node = findNode(tree, path);
  return node !== undefined && tree.isFolder(node) ? node : undefined;
}

/** The first of several paths that is a file. */
export function firstFile(tree: Tree, paths: readonly string[]): number | undefined {
  for (const path of paths) {
    const node = findFile(tree, path);
    if (node !== undefined) return node;
  }
  return undefined;
}

export function* childrenOf(tree: Tree, folder: number): Generator<number> {
  const ordinal = tree.ordinalOf(folder);
  const first = tree.firstChildOf(ordinal);
  for (let i = 0; i < tree.childCountOf(ordinal); i++) yield first + i;
}

function childNamed(tree: Tree, folder: number, name: string): number | undefined {
  if (!tree.isFolder(folder)) return undefined;
  const wanted = name.toLowerCase();
  let alike: number | undefined;
  for (const node of childrenOfLength(tree, folder, Buffer.byteLength(name))) {
    const text = tree.textOf(node);
    if (text === name) return node;
    if (alike === undefined && text.toLowerCase() === wanted) alike = node;
  }
  return alike;
}

/** By tree and folder: children by the length of their names. Dozens of names are looked for in the same few folders. */
const byLength = new WeakMap<Tree, Map<number, Map<number, number[]>>>();

function childrenOfLength(tree: Tree, folder: number, nameBytes: number): readonly number[] {
  const folders = byLength.get(tree) ?? new Map<number, Map<number, number[]>>();
  byLength.set(tree, folders);
  let groups = folders.get(folder);
  if (!groups) {
    groups = Map.groupBy(childrenOf(tree, folder), (node) => tree.nameBytes(node));
    folders.set(folder, groups);
  }
  return groups.get(nameBytes) ?? [];
}

/** Folders up to a depth, those with very many entries left out: where a loader may lie that stands in no table. */
export function* shallowFolders(tree: Tree, depth: number): Generator<number> {
  let level = [0];
  for (let i = 0; i <= depth; i++) {
    yield* level;
    level = level.flatMap((folder) => subfoldersOf(tree, folder));
  }
}

const MOST_ENTRIES = 500;

function subfoldersOf(tree: Tree, folder: number): number[] {
  if (tree.childCountOf(tree.ordinalOf(folder)) > MOST_ENTRIES) return [];
  return [...childrenOf(tree, folder)].filter((node) => tree.isFolder(node));
}
