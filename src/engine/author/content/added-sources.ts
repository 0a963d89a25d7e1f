import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { FOLDER } from '../../bytes/formats/posix/file-mode.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import { bytePath, fsPath } from '../../host/files/fs-path.ts';
import { factsOf, isReadable } from '../tree/entry-facts.ts';
import { Tree } from '../tree/tree.ts';

/** What a path that comes into an image leads to. */
export type AddedKind = 'file' | 'folder';

/** A link that is named stands for what it leads to. @throws Failure `source-missing`, `source-unreadable`, `usage` for a device or a pipe */
export function addedKind(path: string): AddedKind {
  const stats = statOf(path);
  if (stats.isDirectory()) return 'folder';
  if (stats.isFile()) return 'file';
  throw usageRefused({ reason: 'edit-no-file', path });
}

/** Single files of one folder as a tree: nothing else of the folder is looked at. */
export class NamedFiles {
  readonly tree = new Tree();

  constructor(folder: string) {
    this.tree.add(0, '', { ...factsOf(statOf(folder)), mode: FOLDER | 0o755 });
    this.tree.firstChild[0] = 1;
  }

  /** Its node. The same file twice is two files. @throws Failure `source-missing`, `source-unreadable` */
  add(path: string): number {
    const stats = statOf(path);
    if (!isReadable(bytePath(path), stats)) throw new Failure('source-unreadable', { path, errno: 'EACCES' });
    const node = this.tree.add(0, bytePath(basename(path)), factsOf(stats));
    this.tree.childCount[0] = this.tree.count - 1;
    return node;
  }
}

function statOf(path: string) {
  try {
    return statSync(fsPath(bytePath(path)));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') throw new Failure('source-missing', { path });
    throw new Failure('source-unreadable', { path, errno });
  }
}
