import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  opendirSync,
  openSync,
} from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';
import { swapped } from './folder-tree.ts';

const { O_RDONLY, O_DIRECTORY = 0 } = constants;
/** Zero where a system has no such thing. */
export const { O_NOFOLLOW = 0 } = constants;
/** Linux: a handle that names a file and opens nothing of it, so that a folder need not be readable. */
export const O_PATH = 0o10000000;
/** How folders are opened. */
export const FOLDER = O_RDONLY | O_PATH | O_DIRECTORY;

/** Whether this system looks names up in an open folder, by `/proc/self/fd/N/NAME`. */
export function canLookUp(): boolean {
  const fd = openSync('/', FOLDER);
  try {
    return identityOf(lstatSync(`/proc/self/fd/${fd}/.`, BIGINT)) === identityOf(fstatSync(fd, BIGINT));
  } catch {
    return false;
  } finally {
    closeSync(fd);
  }
}

interface Made {
  readonly fd: number;
  readonly isNew: boolean;
}

/**
 * Makes a folder, or takes the one that is there; what was made now is empty.
 *
 * @throws the system's error; `EEXIST` for what is no folder. Failure `output-unsafe`
 */
export function makeIn(at: string | Buffer, path: string, mode: number): Made {
  const isNew = makeFolder(at, mode);
  let fd: number;
  try {
    fd = openSync(at, FOLDER | O_NOFOLLOW);
  } catch (error) {
    const isOther = errnoOf(error) === 'ENOTDIR' || errnoOf(error) === 'ELOOP';
    if (isOther && !isNew) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
    throw isOther || errnoOf(error) === 'ENOENT' ? swapped(path) : error;
  }
  if (!isNew || isEmpty(fd)) return { fd, isNew };
  closeSync(fd);
  throw swapped(path);
}

function makeFolder(at: string | Buffer, mode: number): boolean {
  try {
    mkdirSync(at, mode);
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

function isEmpty(fd: number): boolean {
  const folder = opendirSync(handle(fd));
  try {
    return folder.readSync() === null;
  } finally {
    folder.closeSync();
  }
}

/** What `identityOf` asks of a stat. */
export const BIGINT = { bigint: true } as const;
/** Device and inode. */
export const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;
/** The path that leads to what is open. */
export const handle = (fd: number): string => `/proc/self/fd/${fd}`;
