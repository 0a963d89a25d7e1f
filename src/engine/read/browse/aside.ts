import { lstatSync, unlinkSync } from 'node:fs';
import { startedTicks } from '../../host/files/started-ticks.ts';
import type { FolderTree } from '../../host/trust/folder-tree.ts';

/**
 * The name of what is not whole yet, `.isowright-PID-TICKS`: a file gets its own when everything is in it. An extraction makes
 * one at a time. It tells whose it is, so that the next one knows what was left behind.
 */
export function asideName(): string {
  return `.isowright-${process.pid}-${startedTicks(process.pid) ?? ''}`;
}

/** Removes what an extraction left in a folder that was ended in the middle of a file; nothing of one that still goes on. */
export function removeLeftBehind(tree: FolderTree, folder: string): void {
  for (const name of tree.names(folder)) if (isLeftBehind(name)) removeFile(tree.at(`${folder}/${name}`));
}

function isLeftBehind(name: string): boolean {
  const [, pid, ticks] = /^\.isowright-(\d{1,10})-(\d{0,20})$/.exec(name) ?? [];
  return pid !== undefined && startedTicks(Number(pid)) !== ticks;
}

function removeFile(at: string | Buffer): void {
  if (lstatSync(at, { throwIfNoEntry: false })?.isFile()) unlinkSync(at);
}
