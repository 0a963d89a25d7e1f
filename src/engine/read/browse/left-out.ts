import type { EntryType } from '../../contract/events/entry-type.ts';
import type { LeftOutCode, Obstacle } from '../../contract/events/left-out.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure, isFailure } from '../../contract/failure/failure.ts';
import { isDamage } from './damage.ts';

/** What a system call says of a name that no file of this file system can have. */
const NAME_REFUSED = ['ENAMETOOLONG', 'EINVAL', 'EILSEQ'];
const LINKS_REFUSED = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Whether an error of making an entry is about this entry only; undefined when all others would meet it too. */
export function reasonFor(errno: string, type: EntryType): LeftOutCode | undefined {
  if (NAME_REFUSED.includes(errno)) return 'name-refused';
  return type === 'symlink' && LINKS_REFUSED.includes(errno) ? 'links-refused' : undefined;
}

/** Why a folder or file of somebody else's, in the way of some entries only, keeps them out. */
export function obstacleFor(errno: string): Obstacle | undefined {
  if (errno === 'EACCES' || errno === 'EPERM') return 'not-writable';
  return errno === 'EEXIST' || errno === 'ENOTDIR' || errno === 'EISDIR' ? 'in-the-way' : undefined;
}

/** What is sound and not read here, where it is not encrypted. */
const limits: Readonly<Record<string, LeftOutCode>> = {
  'entry-elsewhere': 'kept-elsewhere',
  'entry-packed': 'packing-unsupported',
};

/** Why the content of one file is not there, when the other files have theirs. */
export function contentFault(error: unknown): LeftOutCode | undefined {
  if (errnoOf(error) === 'EFBIG') return 'file-too-large';
  if (!(error instanceof Failure)) return undefined;
  if (error.code === 'compression-unsupported') return 'packing-unsupported';
  if (isFailure(error, 'file-system-unsupported')) return limits[error.facts.what] ?? 'unsupported';
  return isDamage(error) ? 'damaged' : undefined;
}

const MOST_TARGET_BYTES = 4095;

/** No system can hold a link to nothing, to a NUL, or to more than a path can be long. */
export function isLinkTarget(target: string): boolean {
  return target !== '' && target.length <= MOST_TARGET_BYTES && !target.includes('\0');
}
