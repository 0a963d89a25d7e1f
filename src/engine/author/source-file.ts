import { constants, lstatSync, type Stats, statSync } from 'node:fs';
import { Failure } from '../ports/failure.ts';
import { errnoOf } from '../tree/errno.ts';
import { fsPath } from '../tree/fs-path.ts';
import { keepsInodeNumbers } from '../tree/inode-numbers.ts';
import { textOfBytes } from '../tree/tree.ts';

/** A file as it was when the image was planned. */
export interface PlannedFile {
  /** Byte string, the whole path. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** As in `st_ino` and `st_dev`; 0 where there are none. */
  readonly inode: number;
  readonly onDevice: number;
}

/**
 * A file that became a pipe must not block, one that became a link is not followed (unless links are).
 */
export function openFlags(followLinks: boolean): number {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}

/** What went wrong with a file while it was read, as plain data: it crosses from the workers. */
export type FileTrouble =
  | { readonly kind: 'errno'; readonly errno: string; readonly atByte?: number }
  | { readonly kind: 'differs'; readonly foundBytes: number; readonly what: string };

/** How an open file differs from the planned one; undefined when it does not. */
export function differenceOf(
  planned: PlannedFile,
  found: Pick<Stats, 'size' | 'mtimeMs' | 'ino' | 'dev' | 'isFile'>,
): FileTrouble | undefined {
  const foundBytes = found.size;
  if (!found.isFile()) return { kind: 'differs', foundBytes: planned.sizeBytes, what: 'type' };
  if (foundBytes !== planned.sizeBytes) return { kind: 'differs', foundBytes, what: 'size' };
  if (found.mtimeMs !== planned.modifiedAtMs)
    return { kind: 'differs', foundBytes, what: 'modification time' };
  return isAnother(planned, found)
    ? { kind: 'differs', foundBytes, what: 'another file has its name' }
    : undefined;
}

/** Somebody put another file in its place, with the same size and the time of the old one. */
function isAnother({ path, inode, onDevice }: PlannedFile, found: Pick<Stats, 'ino' | 'dev'>): boolean {
  if (inode === 0 || (found.ino === inode && found.dev === onDevice)) return false;
  return keepsInodeNumbers(fsPath(path));
}

/** How the file at a path differs from the planned one; it is not opened. */
export function differenceAt(planned: PlannedFile, followLinks: boolean): FileTrouble | undefined {
  try {
    return differenceOf(planned, (followLinks ? statSync : lstatSync)(fsPath(planned.path)));
  } catch (error) {
    return { kind: 'errno', errno: errnoOf(error) };
  }
}

/** The trouble as a failure that names the file. */
export function troubleFailure({ path, sizeBytes }: PlannedFile, trouble: FileTrouble): Failure {
  const name = textOfBytes(path);
  if (trouble.kind === 'errno') return errnoFailure(name, trouble.errno, trouble.atByte);
  if (trouble.foundBytes < sizeBytes)
    return new Failure('source-truncated', {
      path: name,
      expectedBytes: sizeBytes,
      foundBytes: trouble.foundBytes,
    });
  return new Failure('source-changed', { path: name, what: trouble.what });
}

/** What a call says when the file became a link, a socket, a pipe or a folder. */
const OTHER_TYPE = ['ELOOP', 'ENXIO', 'ESPIPE', 'EISDIR'];

function errnoFailure(path: string, errno: string, atByte: number | undefined): Failure {
  if (errno === 'ENOENT' || errno === 'ENOTDIR')
    return new Failure('source-changed', { path, what: 'removed' });
  if (OTHER_TYPE.includes(errno)) return new Failure('source-changed', { path, what: 'type' });
  return new Failure('source-unreadable', { path, errno, ...(atByte === undefined ? {} : { atByte }) });
}
