import { lstatSync, renameSync } from 'node:fs';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import type { LeftOutCode } from '../../contract/events/left-out.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import type { FolderTree } from '../../host/trust/folder-tree.ts';
import { openFolderTree } from '../../host/trust/open-folder-tree.ts';
import type { Owner } from '../../host/trust/owner.ts';
import { asideName, removeLeftBehind } from './aside.ts';
import type { ExtractOptions } from './extract-options.ts';
import { obstacleFor, reasonFor } from './left-out.ts';
import type { VolumeEntry } from './volume.ts';
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

/** Names that are no other name on any file system, short names of FAT (`FILE~1`) and folded letters apart. */
const OWN_NAME = /^[\w.,+@=-]+$/;

/** Where entries go: what is there by their names, and why one cannot be put there. */
export class Destination {
  readonly tree: FolderTree;
  readonly #options: ExtractOptions;
  /** Folders made here and now: nobody but their owner can put anything into them yet. */
  readonly #own = new Set<string>();
  readonly #umask = process.umask();
  readonly #isRoot = process.getuid?.() === 0;
  readonly #aside = asideName();
  /** The folder that was entered last. */
  #folder: string | undefined;

  constructor(tree: FolderTree, options: ExtractOptions) {
    this.tree = tree;
    this.#options = options;
    this.#removeLeftBehind('');
  }

  /** A folder and those above it. */
  enter(path: string): ReturnType<FolderTree['enter']> {
    if (path === '') return 'known';
    this.enter(folderOf(path));
    const how = this.tree.enter(path);
    if (how === 'made') this.#own.add(path);
    if (how === 'found') this.#removeLeftBehind(path);
    return how;
  }

  /** The entries of a folder come together. */
  enterOnce(folder: string): void {
    if (folder === this.#folder) return;
    this.enter(folder);
    this.#folder = folder;
  }

  /** What cannot be removed stays, as everything else that is there. */
  #removeLeftBehind(folder: string): void {
    try {
      removeLeftBehind(this.tree, folder);
    } catch (error) {
      if (error instanceof Failure) throw error;
    }
  }

  /** True when nobody can have taken the name of an entry. `like` as in `EntryMaker`. */
  isFree({ path, entry }: WalkedEntry, like: string | undefined): boolean {
    return like === undefined && this.#own.has(folderOf(path)) && OWN_NAME.test(entry.name);
  }

  /** Why what has this name keeps an entry out; undefined when it gives way. */
  obstacle(path: string, like: string | undefined): LeftOutCode | undefined {
    if (like !== undefined && this.isSame(path, like)) return 'same-name';
    const found = lstatSync(this.tree.at(path), { throwIfNoEntry: false });
    const givesWay = found === undefined || (this.#options.replace && !found.isDirectory());
    return givesWay ? undefined : 'in-the-way';
  }

  isSame(path: string, like: string): boolean {
    const [here, there] = this.tree
      .atBoth(path, like)
      .map((at) => lstatSync(at, { bigint: true, throwIfNoEntry: false }));
    return here !== undefined && here.ino === there?.ino && here.dev === there.dev;
  }

  asideOf(path: string): string {
    return `${folderOf(path)}/${this.#aside}`;
  }

  rename(aside: string, path: string): void {
    const [from, to] = this.tree.atBoth(aside, path);
    renameSync(from, to);
  }

  /** Rights as recorded, but never more than rwx, and the owner may go on working with folders. */
  modeOf({ permissions, type }: VolumeEntry, usual: number): number {
    const mode = ((permissions ?? usual) & 0o777) | (type === 'dir' ? 0o700 : 0o400);
    return mode & ~this.#umask;
  }

  /** Only root gives things away; what the medium says nothing of stays root's. */
  ownerOf({ userId, groupId }: VolumeEntry): Owner | undefined {
    if (!this.#isRoot || userId === undefined || groupId === undefined) return undefined;
    return userId === 0 && groupId === 0 ? undefined : { userId, groupId };
  }

  #textOf(path: string): string {
    return this.#options.into + textOfBytes(path);
  }

  reason({ path, entry }: WalkedEntry, error: unknown): LeftOutCode {
    const errno = errnoOf(error);
    const isInside = folderOf(path) !== '';
    return (
      reasonFor(errno, entry.type) ?? (isInside ? obstacleFor(errno) : undefined) ?? this.refuse(path, error)
    );
  }

  refuse(path: string, error: unknown): never {
    const errno = errnoOf(error);
    if (error instanceof Failure || !/^E[A-Z0-9]+$/.test(errno)) throw asFailure(error);
    if (errno === 'ENOSPC' || errno === 'EDQUOT')
      throw new Failure('no-space', { path: this.#textOf(path) }, { cause: error });
    throw new Failure('output-not-writable', { path: this.#textOf(path), errno }, { cause: error });
  }
}
