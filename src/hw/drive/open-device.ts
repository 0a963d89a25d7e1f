import fs, { constants } from 'node:fs';
import { errnoOf } from '../../engine/contract/failure/errno.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';

/** A CD drive that looks for its disc needs a while; after this the device is given up. */
const OPEN_LIMIT_MS = 20_000;

const FLAGS = {
  write: constants.O_RDWR | constants.O_EXCL | constants.O_DIRECT,
  read: constants.O_RDONLY | constants.O_DIRECT,
} as const;

/**
 * Opens a block device. For writing with O_EXCL: the kernel says EBUSY while it, or a partition of it, is mounted or
 * held, and nobody can mount it while we have it.
 *
 * @throws Failure `target-missing`, `target-busy`, `target-read-only`, `permission-denied`, `target-refused`
 */
export function openDevice(path: string, purpose: keyof typeof FLAGS): Promise<number> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new Failure('target-busy', { target: path, because: { reason: 'no-answer' } }));
    }, OPEN_LIMIT_MS);
    fs.open(path, FLAGS[purpose], (error, fd) => {
      clearTimeout(timer);
      if (error) reject(openFailure(path, error));
      else if (late) fs.close(fd, () => undefined);
      else resolve(fd);
    });
  });
}

/** Why a device cannot be opened, by what the kernel says. */
export function openFailure(path: string, cause: unknown): Failure {
  const errno = errnoOf(cause);
  const options = { cause };
  switch (errno) {
    case 'ENOENT':
    case 'ENXIO':
    case 'ENODEV':
    case 'ENOMEDIUM':
      return new Failure('target-missing', { target: path }, options);
    case 'EBUSY':
      return new Failure('target-busy', { target: path }, options);
    case 'EACCES':
    case 'EPERM':
      return new Failure('permission-denied', { path }, options);
    case 'EROFS':
      return new Failure('target-read-only', { target: path }, options);
    default:
      return new Failure(
        'target-refused',
        { target: path, reason: errno, refusal: 'held', because: { reason: 'not-openable', errno } },
        options,
      );
  }
}
