import { constants, lstatSync, type Stats, statSync } from 'node:fs';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { ChangeReasons } from '../../contract/failure/source-reasons.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import { keepsInodeNumbers } from '../../host/files/inode-numbers.ts';

/** A file as it was when the image was planned. */
export interface PlannedFile {
  /** Byte string, the whole path. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** As in `st_ctime`; 0 where it is not known. */
  readonly changedAtMs: number;
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

type ContentChange = Exclude<keyof ChangeReasons, 'other-size'>;

/** What went wrong with a file while it was read, as plain data: it crosses from the workers. */
export type FileTrouble =
  | { readonly kind: 'errno'; readonly errno: string; readonly atByte?: number }
  | { readonly kind: 'differs'; readonly foundBytes: number; readonly what: ContentChange };

/** How an open file differs from the planned one; undefined when it does not. */
export function differenceOf(
  planned: PlannedFile,
  found: Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino' | 'dev' | 'isFile'>,
): FileTrouble | undefined {
  const foundBytes = found.size;
  if (!found.isFile()) return { kind: 'differs', foundBytes: planned.sizeBytes, what: 'type' };
  if (foundBytes !== planned.sizeBytes) return { kind: 'differs', foundBytes, what: 'size' };
  if (found.mtimeMs !== planned.modifiedAtMs)
    return { kind: 'differs', foundBytes, what: 'modification-time' };
  if (isAnother(planned, found)) return { kind: 'differs', foundBytes, what: 'another-file' };
  return isChanged(planned, found)
    ? {
        kind: 'differs',
        foundBytes,
        what: 'times-put-back',
      }
    : undefined;
}

/** Whoever writes to a file can put its times back, but not the time of the change, where a file system keeps that. */
function isChanged({ path, changedAtMs }: PlannedFile, { ctimeMs }: Pick<Stats, 'ctimeMs'>): boolean {
  return changedAtMs !== 0 && ctimeMs !== changedAtMs && keepsInodeNumbers(fsPath(path));
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
  return sourceChanged(name, { reason: trouble.what });
}

/** What a call says when the file became a link, a socket, a pipe or a folder. */
const OTHER_TYPE = ['ELOOP', 'ENXIO', 'ESPIPE', 'EISDIR'];

function errnoFailure(path: string, errno: string, atByte: number | undefined): Failure {
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return sourceChanged(path, { reason: 'removed' });
  if (OTHER_TYPE.includes(errno)) return sourceChanged(path, { reason: 'type' });
  return new Failure('source-unreadable', { path, errno, ...(atByte === undefined ? {} : { atByte }) });
}
