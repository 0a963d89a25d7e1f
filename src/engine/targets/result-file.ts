import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  realpathSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../ports/failure.ts';
import { isSafePath } from '../safety/own-path.ts';
import { errnoOf } from './positional-io.ts';

const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Opens a log or a report that a person named, for appending or anew. To root, in a folder others may write to, a link or
 * anything but a plain file is a trap and is refused; what it makes there for a person behind sudo belongs to that person.
 *
 * @returns the file descriptor
 * @throws Failure `output-not-writable`
 */
export function openResultFile(path: string, how: 'append' | 'anew'): number {
  const flags = O_WRONLY | O_CREAT | (how === 'append' ? O_APPEND : 0);
  try {
    const isTrusted = process.getuid?.() !== 0 || isOnlyOurs(path);
    const fd = isTrusted
      ? openSync(path, flags, 0o644)
      : refuseTrap(openSync(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o644));
    if (how === 'anew' && fstatSync(fd).isFile()) ftruncateSync(fd);
    return fd;
  } catch (error) {
    throw new Failure('output-not-writable', { path, errno: errnoOf(error) }, { cause: error });
  }
}

/** Nobody but root can have put there what is there. `/dev/stderr` is such a place. */
function isOnlyOurs(path: string): boolean {
  const folder = realpathSync(dirname(path));
  const { uid, mode } = lstatSync(folder);
  return uid === 0 && (mode & 0o022) === 0 && isSafePath(folder, 0);
}

/** A second name of a file elsewhere is a trap too. */
function refuseTrap(fd: number): number {
  const found = fstatSync(fd);
  if (!found.isFile() || found.nlink > 1) {
    closeSync(fd);
    throw Object.assign(new Error('not a plain file of one name'), { code: 'EPERM' });
  }
  const { SUDO_UID, SUDO_GID } = process.env;
  if (found.size === 0 && found.uid === 0 && SUDO_UID && SUDO_GID)
    fchownSync(fd, Number(SUDO_UID), Number(SUDO_GID));
  return fd;
}
