import { constants, lstatSync, statSync } from 'node:fs';
import { Failure } from '../ports/failure.ts';
import { errnoOf } from '../tree/errno.ts';
import { fsPath } from '../tree/fs-path.ts';
import { textOfBytes } from '../tree/tree.ts';

/** A file as it was when the image was planned. */
export interface PlannedFile {
  /** Byte string, the whole path. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
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
  planned: Pick<PlannedFile, 'sizeBytes' | 'modifiedAtMs'>,
  found: { readonly size: number; readonly mtimeMs: number; isFile(): boolean },
): FileTrouble | undefined {
  const foundBytes = found.size;
  if (!found.isFile()) return { kind: 'differs', foundBytes: planned.sizeBytes, what: 'type' };
  if (foundBytes !== planned.sizeBytes) return { kind: 'differs', foundBytes, what: 'size' };
  if (found.mtimeMs !== planned.modifiedAtMs)
    return { kind: 'differs', foundBytes, what: 'modification time' };
  return undefined;
}

/** How the file at a path differs from the planned one; it is not opened. */
export function differenceAt(
  path: string,
  planned: Pick<PlannedFile, 'sizeBytes' | 'modifiedAtMs'>,
  followLinks: boolean,
): FileTrouble | undefined {
  try {
    return differenceOf(planned, (followLinks ? statSync : lstatSync)(fsPath(path)));
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
