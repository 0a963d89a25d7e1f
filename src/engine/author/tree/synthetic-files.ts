import { FOLDER, REGULAR } from '../../bytes/formats/posix/file-mode.ts';
import { present } from '../../contract/failure/present.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { ScanOptions } from './scan-options.ts';
import type { Tree } from './tree.ts';

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
  const facts = {
    userId: present(userId[0]),
    groupId: present(groupId[0]),
    modifiedAtMs: present(modifiedAtMs[0]),
  };
  if (name === movedFolder) {
    tree.movedHome = tree.add(0, name, { ...facts, mode: FOLDER | 0o755, sizeBytes: 0 });
    // Nobody sees it, so nobody counts it.
    tree.subfolderCount[0] = present(tree.subfolderCount[0]) - 1;
    return;
  }
  tree.made.set(name, tree.add(0, name, { ...facts, mode: REGULAR | 0o644, sizeBytes: 0 }));
}

/** A folder of that name is what somebody relocated before: it is not to be lost. @throws Failure `usage` */
export function checkMoved(names: readonly string[], movedFolder: string | undefined): void {
  if (movedFolder === undefined || !names.includes(movedFolder)) return;
  throw usageRefused({ reason: 'moved-folder-taken', name: movedFolder });
}
