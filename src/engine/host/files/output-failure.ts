import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';

/** What the system said about a file that is being made, as a failure of that file; a Failure stays what it is. */
export function outputFailure(error: unknown, path: string, needBytes?: number): Failure {
  if (error instanceof Failure) return error;
  const errno = errnoOf(error);
  if (errno === 'EEXIST') return new Failure('output-exists', { path }, { cause: error });
  return (
    doesNotFit(error, path, needBytes) ??
    new Failure('output-not-writable', { path, errno }, { cause: error })
  );
}

/** No room, no quota, or a file larger than its file system or a limit of the account takes; undefined for other errors. */
export function doesNotFit(error: unknown, path: string, needBytes?: number): Failure | undefined {
  const errno = errnoOf(error);
  const need = needBytes === undefined ? {} : { needBytes };
  if (errno === 'EFBIG') return new Failure('output-too-large', { path, ...need }, { cause: error });
  if (errno === 'EDQUOT') return new Failure('no-space', { path, quota: true }, { cause: error });
  return errno === 'ENOSPC' ? new Failure('no-space', { path }, { cause: error }) : undefined;
}
