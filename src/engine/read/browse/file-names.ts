import { linkSync, lstatSync, rmSync, type Stats, unlinkSync } from 'node:fs';
import type { LeftOutCode } from '../../contract/events/left-out.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import type { Destination } from './destination.ts';
import type { VolumeEntry } from './volume.ts';

/** What a file system says that has no hard links, or no more of a file. */
const NO_HARD_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

export interface Aside {
  /** Where it is until it has its name. */
  readonly aside: string;
  /** Nobody can have taken its name. */
  readonly isFree: boolean;
  /** Something gives way to it. */
  readonly isReplaced: boolean;
}

/** Gives files that are whole their names, further names too. */
export class FileNames {
  readonly #to: Destination;
  /** By identity: where a file of several names was put first, and its inode. */
  readonly #first = new Map<string, { readonly path: string; readonly inode: Inode }>();

  constructor(to: Destination) {
    this.#to = to;
  }

  remember({ identity }: VolumeEntry, path: string, found: Stats): void {
    if (identity !== '') this.#first.set(identity, { path, inode: inodeOf(found) });
  }

  /** Gives what is whole its name. What nobody knew of before is not put in the place of anything. */
  publish(
    { aside, isFree, isReplaced }: Aside,
    path: string,
    like: string | undefined,
  ): LeftOutCode | undefined {
    if (isFree || isReplaced || !this.#namedByLink(aside, path)) {
      const why = isFree || isReplaced ? undefined : this.#to.obstacle(path, like);
      if (why === undefined) this.#to.rename(aside, path);
      // Two names of one file are left as they are by rename(2).
      if (why !== undefined || isReplaced) rmSync(this.#to.tree.at(aside), { force: true });
      return why;
    }
    return undefined;
  }

  /** False when something has the name by now, and where there are no hard links. */
  #namedByLink(aside: string, path: string): boolean {
    const [from, to] = this.#to.tree.atBoth(aside, path);
    try {
      linkSync(from, to);
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' && !NO_HARD_LINKS.includes(errnoOf(error))) throw error;
      return false;
    }
    unlinkSync(from);
    return true;
  }

  /** Another name of a file that was taken out already; file systems without such names get a copy. */
  linked({ identity }: VolumeEntry, aside: string): boolean {
    const first = identity === '' ? undefined : this.#first.get(identity);
    if (first === undefined) return false;
    const [from, to] = this.#to.tree.atBoth(first.path, aside);
    try {
      linkSync(from, to);
    } catch {
      return false;
    }
    if (isInode(first.inode, lstatSync(to))) return true;
    // Somebody put something else where the file was.
    unlinkSync(to);
    return false;
  }
}

/** Numbers of inodes are given again at once: what else cannot be put on a file by somebody else belongs to it. */
type Inode = readonly number[];

function inodeOf({ dev, ino, uid, mode, mtimeMs }: Stats): Inode {
  return [dev, ino, uid, mode, mtimeMs];
}

function isInode(inode: Inode, found: Stats): boolean {
  return inodeOf(found).every((value, index) => value === inode[index]);
}
