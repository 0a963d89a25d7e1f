import { randomUUID } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import type { LeftOutCode } from '../../contract/events/left-out.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import { writeAllAt } from '../../host/files/positional-io.ts';
import { dateOf, type FolderTree } from '../../host/trust/folder-tree.ts';
import { openFolderTree } from '../../host/trust/open-folder-tree.ts';
import type { ExtractOptions } from './extract-options.ts';
import { contentFault, obstacleFor, reasonFor } from './left-out.ts';
import { stretchesOf } from './stretches.ts';
import type { Content, VolumeEntry } from './volume.ts';
import { folderOf, type WalkedEntry } from './walk.ts';

/** Opens the folder that entries are taken out into. @throws Failure `output-not-writable`, `output-unsafe` */
export function openInto(path: string): FolderTree {
  try {
    return openFolderTree(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('output-not-writable', { path, errno: errnoOf(error) }, { cause: error });
  }
}

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
const NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/**
 * Makes the entries of an image in a folder, one at a time. What it gives back is why an entry alone could not be made;
 * what would meet all others too is thrown. `like`: where an entry was made whose name may be the same here.
 */
export class EntryMaker {
  readonly #image: Content;
  readonly #tree: FolderTree;
  readonly #options: ExtractOptions;
  /** By identity: where a file of several names was put first, and its inode. */
  readonly #first = new Map<string, { readonly path: string; readonly inode: string }>();
  readonly #umask = process.umask();
  /** Of all files so far, each once. */
  sizeBytes = 0;

  constructor(image: Content, tree: FolderTree, options: ExtractOptions) {
    this.#image = image;
    this.#tree = tree;
    this.#options = options;
  }

  /** Rights come at the end: until then it is its owner's only. */
  folder(walked: WalkedEntry, like: string | undefined): LeftOutCode | undefined {
    try {
      return this.#enter(walked.path) === 'twin' ? 'same-name' : undefined;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST' && like !== undefined && this.#isSame(walked.path, like))
        return 'same-name';
      return errnoOf(error) === 'EEXIST' ? 'in-the-way' : this.#reason(walked, error);
    }
  }

  async file(walked: WalkedEntry, like: string | undefined): Promise<LeftOutCode | undefined> {
    const made = this.#make(walked, like, (path) => this.#linkedOrOpened(walked, path));
    if (typeof made !== 'object') return made;
    try {
      await this.#fill(made.fd, walked);
      if (made.path !== walked.path) this.#publish(made.path, walked.path);
      return undefined;
    } catch (error) {
      unlinkSync(this.#tree.at(made.path));
      return contentFault(error) ?? this.#refuse(walked.path, error);
    } finally {
      closeSync(made.fd);
    }
  }

  link(walked: WalkedEntry, like: string | undefined): LeftOutCode | undefined {
    const { entry } = walked;
    const seconds = secondsOf(entry);
    return this.#make(walked, like, (at) => {
      symlinkSync(fsPath(present(entry.target)), this.#tree.at(at));
      if (seconds !== undefined) this.#tree.dateLink(at, seconds);
      return undefined;
    });
  }

  dressFolder({ path, entry }: WalkedEntry): void {
    try {
      this.#tree.dressFolder(path, this.#modeOf(entry, FOLDER_MODE), secondsOf(entry));
    } catch (error) {
      this.#refuse(path, error);
    }
  }

  close(): void {
    this.#tree.close();
  }

  /** A folder and those above it. */
  #enter(path: string): ReturnType<FolderTree['enter']> {
    if (path === '') return 'known';
    this.#enter(folderOf(path));
    return this.#tree.enter(path);
  }

  /**
   * `way` makes it at a path, and fails with EEXIST when there is something of its name. What gives way is there until the new
   * one is whole.
   */
  #make<T extends object | undefined>(
    walked: WalkedEntry,
    like: string | undefined,
    way: (path: string) => T,
  ): T | LeftOutCode {
    const { path } = walked;
    try {
      this.#enter(folderOf(path));
      try {
        return way(path);
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
      if (like !== undefined && this.#isSame(path, like)) return 'same-name';
      if (!this.#givesWay(path)) return 'in-the-way';
      const aside = `${folderOf(path)}/.isowright-${randomUUID()}`;
      const made = way(aside);
      if (made === undefined) this.#publish(aside, path);
      return made;
    } catch (error) {
      return this.#reason(walked, error);
    }
  }

  #isSame(path: string, like: string): boolean {
    const [here, there] = this.#tree
      .atBoth(path, like)
      .map((at) => lstatSync(at, { bigint: true, throwIfNoEntry: false }));
    return here !== undefined && here.ino === there?.ino && here.dev === there.dev;
  }

  /** Whether what is there may be replaced by a file or a link. */
  #givesWay(path: string): boolean {
    const found = lstatSync(this.#tree.at(path), { throwIfNoEntry: false });
    return found === undefined || (this.#options.replace && !found.isDirectory());
  }

  #publish(aside: string, path: string): void {
    const [from, to] = this.#tree.atBoth(aside, path);
    renameSync(from, to);
  }

  #linkedOrOpened({ entry: { identity } }: WalkedEntry, path: string): Opened | undefined {
    const first = identity === '' ? undefined : this.#first.get(identity);
    if (first && this.#linked(first, path)) return undefined;
    return { fd: openSync(this.#tree.at(path), NEW_FILE, 0o600), path };
  }

  /** Another name of a file that was taken out already; file systems without such names get a copy. */
  #linked(first: { path: string; inode: string }, path: string): boolean {
    const [from, to] = this.#tree.atBoth(first.path, path);
    try {
      linkSync(from, to);
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') throw error;
      return false;
    }
    if (inodeOf(lstatSync(to, { bigint: true })) === first.inode) return true;
    // Somebody put something else where the file was.
    unlinkSync(to);
    return false;
  }

  /** Holes stay holes: a file of a few bytes may claim to be as large as a disk. */
  async #fill(fd: number, { path, entry }: WalkedEntry): Promise<void> {
    let endByte = 0;
    for await (const { atByte, bytes } of stretchesOf(this.#image, entry, this.#options.damaged)) {
      writeAllAt(fd, bytes, atByte);
      endByte = atByte + bytes.length;
    }
    if (endByte !== entry.sizeBytes) ftruncateSync(fd, entry.sizeBytes);
    const seconds = secondsOf(entry);
    fchmodSync(fd, this.#modeOf(entry, FILE_MODE));
    if (seconds !== undefined) futimesSync(fd, dateOf(seconds), dateOf(seconds));
    this.sizeBytes += entry.sizeBytes;
    if (entry.identity !== '')
      this.#first.set(entry.identity, { path, inode: inodeOf(fstatSync(fd, { bigint: true })) });
  }

  /** Rights as recorded, but never more than rwx, and the owner may go on working with folders. */
  #modeOf({ permissions, type }: VolumeEntry, usual: number): number {
    const mode = ((permissions ?? usual) & 0o777) | (type === 'dir' ? 0o700 : 0o400);
    return mode & ~this.#umask;
  }

  #textOf(path: string): string {
    return this.#options.into + textOfBytes(path);
  }

  #reason({ path, entry }: WalkedEntry, error: unknown): LeftOutCode {
    const errno = errnoOf(error);
    const isInside = folderOf(path) !== '';
    return (
      reasonFor(errno, entry.type) ?? (isInside ? obstacleFor(errno) : undefined) ?? this.#refuse(path, error)
    );
  }

  #refuse(path: string, error: unknown): never {
    const errno = errnoOf(error);
    if (error instanceof Failure || !/^E[A-Z0-9]+$/.test(errno)) throw asFailure(error);
    if (errno === 'ENOSPC' || errno === 'EDQUOT')
      throw new Failure('no-space', { path: this.#textOf(path) }, { cause: error });
    throw new Failure('output-not-writable', { path: this.#textOf(path), errno }, { cause: error });
  }
}

/** A file that is open and not whole yet, and where. */
interface Opened {
  readonly fd: number;
  readonly path: string;
}

function secondsOf({ modifiedAtMs }: VolumeEntry): number | undefined {
  return modifiedAtMs === undefined ? undefined : modifiedAtMs / 1000;
}

/** Numbers of inodes are given again at once: what else cannot be put on a file by somebody else belongs to it. */
function inodeOf({ dev, ino, uid, mode, mtimeNs }: BigIntStats): string {
  return [dev, ino, uid, mode, mtimeNs].join(':');
}
