import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { outputFailure } from '../../host/files/output-failure.ts';
import { isSafePath } from '../../host/trust/own-path.ts';
import { type UnledPath, unledPath } from '../../host/trust/unled-path.ts';
import { rotateLog } from './rotated-log.ts';

const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Opens a log or a report that a person named, for appending or anew. To root, in a folder others may write to, a link of
 * theirs on the way, and anything but a plain file is a trap and is refused; what it makes there for a person behind sudo belongs to that person.
 *
 * @returns the file descriptor
 * @throws Failure `output-not-writable`, `no-space`
 */
export function openResultFile(path: string, how: 'append' | 'anew'): number {
  const flags = O_WRONLY | O_CREAT | (how === 'append' ? O_APPEND : 0);
  let way: UnledPath | undefined;
  try {
    way = unledPath(path);
    const isTrusted = process.getuid?.() !== 0 || isOnlyOurs(way.at);
    if (isTrusted && how === 'append') rotateLog(way.at);
    const fd = isTrusted
      ? openSync(way.at, flags | O_NONBLOCK, 0o644)
      : refuseTrap(openSync(way.at, flags | O_NOFOLLOW | O_NONBLOCK, 0o644));
    if (!fstatSync(fd).isFile()) throw notPlain(fd);
    if (how === 'anew') ftruncateSync(fd);
    return fd;
  } catch (error) {
    throw outputFailure(error, path);
  } finally {
    way?.close();
  }
}

/** Says before a job what would fail at its end. Nothing is made. @throws Failure `output-not-writable` */
export function demandResultFile(path: string): void {
  try {
    accessSync(existsSync(path) ? path : `${dirname(path)}/.`, constants.W_OK);
  } catch (error) {
    throw outputFailure(error, path);
  }
}

/** A drive, a terminal or a pipe is nothing to write a log over. */
function notPlain(fd: number): Error {
  closeSync(fd);
  return Object.assign(new Error('EPERM'), { code: 'EPERM' });
}

/** Nobody but root can have put there what is there. */
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
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  }
  const { SUDO_UID, SUDO_GID } = process.env;
  if (found.size === 0 && found.uid === 0 && SUDO_UID && SUDO_GID)
    fchownSync(fd, Number(SUDO_UID), Number(SUDO_GID));
  return fd;
}

/** Puts text behind what was put into such a file before. @throws Failure as `openResultFile` */
export function appendResult(fd: number, path: string, text: string): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    throw outputFailure(error, path);
  }
}

/** Puts a whole text into such a file, in place of what was there. @throws Failure as `openResultFile` */
export function writeResult(path: string, text: string): void {
  const fd = openResultFile(path, 'anew');
  try {
    appendResult(fd, path, text);
  } finally {
    closeSync(fd);
  }
}
