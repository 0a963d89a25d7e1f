import { closeSync, constants, lstatSync, openSync, type Stats, statSync } from 'node:fs';
import { type DeviceNumber, FOLDER, REGULAR, typeOf } from '../../bytes/formats/posix/file-mode.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import type { NodeFacts } from './tree.ts';

/** What a scan needs to know of an entry, named as the system names it. */
export type EntryStats = Pick<
  Stats,
  'mode' | 'uid' | 'gid' | 'mtimeMs' | 'ctimeMs' | 'size' | 'nlink' | 'dev' | 'ino' | 'rdev'
>;

const onWindows = process.platform === 'win32';

/** What the file system says of one entry; with `followLinks` of what a link leads to, when it leads anywhere. */
export function statEntry(path: string, followLinks: boolean): Stats | undefined {
  const own = lstatSync(fsPath(path), { throwIfNoEntry: false });
  if (!followLinks || !own?.isSymbolicLink()) return own;
  try {
    return statSync(fsPath(path));
  } catch {
    return own;
  }
}

export function factsOf(stats: EntryStats, plainOwners = false): NodeFacts {
  const facts = {
    mode: onWindows ? usualMode(stats.mode) : stats.mode,
    userId: stats.uid,
    groupId: stats.gid,
    modifiedAtMs: stats.mtimeMs,
    changedAtMs: stats.ctimeMs,
    sizeBytes: typeOf(stats.mode) === REGULAR ? stats.size : 0,
    inode: stats.ino,
    onDevice: stats.dev,
  };
  return plainOwners ? { ...facts, mode: usualMode(stats.mode), userId: 0, groupId: 0 } : facts;
}

/** Device and inode as one key. Inode numbers beyond 2^53 are asked again in full, so that no two are mixed up. */
export function identityOf(path: string, stats: EntryStats, followLinks: boolean): string {
  if (Number.isSafeInteger(stats.ino)) return `${stats.dev}:${stats.ino}`;
  const { dev, ino } = (followLinks ? statSync : lstatSync)(fsPath(path), { bigint: true });
  return `${dev}:${ino}`;
}

/** Linux packs a device number into `st_rdev` in pieces (makedev). */
export function deviceOf(rdev: number): DeviceNumber {
  const packed = BigInt(rdev);
  const major = ((packed >> 8n) & 0xfffn) | ((packed >> 32n) & 0xfffff000n);
  const minor = (packed & 0xffn) | ((packed >> 12n) & 0xffffff00n);
  return { major: Number(major), minor: Number(minor) };
}

/**
 * Asks the system only when the permission bits leave a doubt, by opening: access(2) speaks of another user than open(2)
 * when rights were handed over. Folders are found out when they are listed.
 */
export function isReadable(path: string, stats: EntryStats): boolean {
  const type = typeOf(stats.mode);
  if (type !== REGULAR || (stats.mode & 0o444) === 0o444) return true;
  try {
    closeSync(openSync(fsPath(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    return true;
  } catch {
    return false;
  }
}

/**
 * What all may read. Windows has no bits of its own, and Node makes up `rw-rw-rw-` even for folders, which nobody but root could enter.
 */
export function usualMode(mode: number): number {
  const kind = typeOf(mode);
  return kind | (kind === FOLDER ? 0o755 : 0o644);
}
