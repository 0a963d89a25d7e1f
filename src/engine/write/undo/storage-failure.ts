import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** What it means when something cannot be kept: no room (a full disk, a quota), or no way to write there (read-only, broken). */
export function storageFailure(path: string, error: unknown): unknown {
  if (error instanceof Failure) return error;
  const code = errnoOf(error);
  if (code === 'unknown') return error;
  if (FULL.includes(code)) return new Failure('no-space', { path }, { cause: error });
  return new Failure('output-not-writable', { path, errno: code }, { cause: error });
}
