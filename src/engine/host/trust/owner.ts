import { chownSync, fchownSync } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';

/** Whom something belongs to, by their numbers. */
export interface Owner {
  readonly userId: number;
  readonly groupId: number;
}

/** Where root is not quite root (a container), or the number means nobody, what is made stays root's. */
const REFUSED = ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** Gives an open file away. @throws the system's error, but for what nobody here can change */
export function giveFile(fd: number, { userId, groupId }: Owner): void {
  asFarAsAllowed(() => fchownSync(fd, userId, groupId));
}

/** The same by a handle of it, or a path that nobody else can change. */
export function giveAt(at: string | Buffer, { userId, groupId }: Owner): void {
  asFarAsAllowed(() => chownSync(at, userId, groupId));
}

function asFarAsAllowed(give: () => void): void {
  try {
    give();
  } catch (error) {
    if (!REFUSED.includes(errnoOf(error))) throw error;
  }
}
