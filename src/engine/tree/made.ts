import { Failure } from '../ports/failure.ts';
import type { ScanOptions } from './scanner.ts';
import { FOLDER, REGULAR, type Tree } from './tree.ts';

/** Names in the root that are made and not read: what is there by such a name is left out. */
export function madeNames({
  made = [],
  movedFolder,
}: Pick<ScanOptions, 'made' | 'movedFolder'>): readonly string[] {
  return movedFolder === undefined ? made : [...made, movedFolder];
}

/** An empty file with the time of the root; its size is known later. Or the folder for relocated ones. */
export function addMade(tree: Tree, name: string, movedFolder: string | undefined): void {
  const { userId, groupId, modifiedAtMs } = tree;
  const facts = { userId: userId[0]!, groupId: groupId[0]!, modifiedAtMs: modifiedAtMs[0]! };
  if (name === movedFolder) {
    tree.movedHome = tree.add(0, name, { ...facts, mode: FOLDER | 0o755, sizeBytes: 0 });
    // Nobody sees it, so nobody counts it.
    tree.subfolderCount[0]!--;
    return;
  }
  tree.made.set(name, tree.add(0, name, { ...facts, mode: REGULAR | 0o644, sizeBytes: 0 }));
}

/** A folder of that name is what somebody relocated before: it is not to be lost. @throws Failure `usage` */
export function checkMoved(names: readonly string[], movedFolder: string | undefined): void {
  if (movedFolder === undefined || !names.includes(movedFolder)) return;
  throw new Failure('usage', {
    problem: `the folder has a ${movedFolder} of its own: rename it, or do not relocate`,
  });
}
