import { chmodSync, closeSync, fstatSync, openSync, readdirSync, utimesSync } from 'node:fs';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { present } from '../../contract/failure/present.ts';
import { fsPath } from '../files/fs-path.ts';
import {
  BIGINT,
  canLookUp,
  FOLDER,
  handle,
  identityOf,
  makeIn,
  O_NOFOLLOW,
  O_PATH,
} from './folder-handles.ts';
import { dateOf, type FolderTree, swapped } from './folder-tree.ts';
import { openDestination } from './open-destination.ts';
import { giveAt, type Owner } from './owner.ts';
import { LentWorkingFolder } from './working-folder.ts';

/** Few: a limit of 64 open files must do for the whole program. */
const MOST_HANDLES = 12;

/** Undefined where names cannot be looked up in an open folder. @throws the system's error */
export function openHeldFolders(path: string): FolderTree | undefined {
  if (process.platform !== 'linux' || !canLookUp()) return undefined;
  return new HeldFolders(path, openDestination(path));
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** A handle of each folder, a few of them kept open; a name is looked up in the handle of its folder. */
class HeldFolders implements FolderTree {
  readonly #name: string;
  readonly #root: number;
  /** Device and inode of what was entered, by path. */
  readonly #entered = new Map<string, string>([['', '']]);
  readonly #identities = new Set<string>();
  /** Handles by path, the one used last at the end. */
  readonly #open = new Map<string, number>();
  /** Folders that were there, and that somebody else may have put there: root leaves their rights as they are. */
  readonly #foreign = new Set<string>();
  /** Where this process stands, in whose working folder names are looked up quickest. */
  readonly #working = LentWorkingFolder.borrow();
  /** The path of the folder in which it stands. */
  #here: string | undefined;
  /** Not to be closed for another. */
  #kept: string | undefined;

  constructor(name: string, root: number) {
    this.#name = name;
    this.#root = root;
    this.#identities.add(identityOf(fstatSync(root, BIGINT)));
  }

  enter(path: string): 'made' | 'found' | 'known' | 'twin' {
    if (this.#entered.has(path)) return 'known';
    const at = this.at(path);
    const { fd, isNew } = makeIn(at, this.#textOf(path), 0o700);
    const identity = identityOf(fstatSync(fd, BIGINT));
    if (this.#identities.has(identity)) {
      closeSync(fd);
      return 'twin';
    }
    this.#identities.add(identity);
    this.#entered.set(path, identity);
    if (!isNew && this.#isOthers(this.#folder(folderOf(path)))) this.#foreign.add(path);
    this.#keep(path, fd);
    return isNew ? 'made' : 'found';
  }

  at(path: string): string | Buffer {
    const nameAt = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, nameAt - 1);
    if (this.#working === undefined) return this.#through(folder, path);
    if (folder !== this.#here) this.#stepInto(this.#working, folder);
    return fsPath(path.slice(nameAt));
  }

  #through(folder: string, path: string): string | Buffer {
    return fsPath(handle(this.#folder(folder)) + path.slice(path.lastIndexOf('/')));
  }

  #stepInto(working: LentWorkingFolder, folder: string): void {
    this.#here = undefined;
    working.enter(this.#folder(folder));
    this.#here = folder;
  }

  atBoth(first: string, second: string): readonly [string | Buffer, string | Buffer] {
    const one = this.at(first);
    const folder = folderOf(second);
    if (folder === folderOf(first)) return [one, this.at(second)];
    this.#kept = folderOf(first);
    try {
      return [one, this.#through(folder, second)];
    } finally {
      this.#kept = undefined;
    }
  }

  names(path: string): readonly string[] {
    return readdirSync(handle(this.#folder(path)), 'latin1');
  }

  dressFolder(path: string, mode: number, seconds: number | undefined, owner?: Owner): void {
    if (this.#foreign.has(path)) return;
    const at = handle(this.#folder(path));
    if (owner) giveAt(at, owner);
    chmodSync(at, mode);
    if (seconds !== undefined) utimesSync(at, dateOf(seconds), dateOf(seconds));
  }

  dressLink(path: string, seconds: number | undefined, owner?: Owner): void {
    const at = this.at(path);
    const fd = openSync(at, O_PATH | O_NOFOLLOW);
    try {
      // The handle is of the link itself, so this follows it no further.
      if (!fstatSync(fd).isSymbolicLink()) return;
      if (owner) giveAt(handle(fd), owner);
      if (seconds !== undefined) utimesSync(handle(fd), dateOf(seconds), dateOf(seconds));
    } finally {
      closeSync(fd);
    }
  }

  close(): void {
    this.#working?.giveBack();
    this.#here = undefined;
    for (const fd of [...this.#open.values(), this.#root]) closeSync(fd);
    this.#open.clear();
  }

  /** Somebody else than root may rename what is in it, a folder of root too. */
  #isOthers(folder: number): boolean {
    if (process.getuid?.() !== 0) return false;
    const { uid, mode } = fstatSync(folder);
    return uid !== 0 || (mode & 0o022) !== 0;
  }

  /** The handle of an entered folder, opened again from the nearest open one above it. */
  #folder(path: string): number {
    if (path === '') return this.#root;
    const open = this.#open.get(path);
    if (open !== undefined) {
      this.#open.delete(path);
      this.#open.set(path, open);
      return open;
    }
    const missing = [path];
    for (let above = folderOf(path); above !== '' && !this.#open.has(above); above = folderOf(above))
      missing.push(above);
    for (const each of missing.reverse()) this.#keep(each, this.#reopen(each));
    return present(this.#open.get(path));
  }

  #reopen(path: string): number {
    const above = this.#open.get(folderOf(path)) ?? this.#root;
    const at = fsPath(handle(above) + path.slice(path.lastIndexOf('/')));
    let fd: number;
    try {
      fd = openSync(at, FOLDER | O_NOFOLLOW);
    } catch (error) {
      throw ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error)) ? swapped(this.#textOf(path)) : error;
    }
    if (identityOf(fstatSync(fd, BIGINT)) === this.#entered.get(path)) return fd;
    closeSync(fd);
    throw swapped(this.#textOf(path));
  }

  #keep(path: string, fd: number): void {
    this.#open.set(path, fd);
    if (this.#open.size > MOST_HANDLES) this.#closeOldest();
  }

  #closeOldest(): void {
    for (const [path, fd] of this.#open) {
      if (path === this.#kept) continue;
      this.#open.delete(path);
      closeSync(fd);
      return;
    }
  }

  #textOf(path: string): string {
    return this.#name + textOfBytes(path);
  }
}
