import {
  chmodSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { fsPath } from '../files/fs-path.ts';
import { makeFolders } from '../files/make-folders.ts';
import { dateOf, type FolderTree } from './folder-tree.ts';
import { isSafePath } from './own-path.ts';

/** Folders by their paths, for systems that look no names up in an open folder. @throws the system's error. Failure `output-unsafe` */
export function openNamedFolders(path: string): FolderTree {
  if (isRoot()) refuseOpenOnes(path);
  makeFolders(path);
  const real = realpathSync(path);
  if (isRoot() && !isOnlyRoots(real)) throw openToOthers(path);
  return new NamedFolders(Buffer.from(real).toString('latin1'));
}

const isRoot = (): boolean => process.getuid?.() === 0;
const openToOthers = (path: string): Failure => new Failure('output-unsafe', { path, why: 'open-to-others' });

/** The first folder on the way up that is there is where the missing ones are made. */
function refuseOpenOnes(path: string): void {
  let there = path;
  while (!statSync(there, { throwIfNoEntry: false })) there = dirname(there);
  if (!isOnlyRoots(realpathSync(there))) throw openToOthers(path);
}

/** Nobody but root can put another folder in its place, or into it. */
function isOnlyRoots(realPath: string): boolean {
  return isSafePath(`${realPath}/x`, 0);
}

class NamedFolders implements FolderTree {
  readonly #root: string;
  readonly #entered = new Set(['']);
  readonly #identities = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  enter(path: string): 'made' | 'found' | 'known' | 'twin' {
    if (this.#entered.has(path)) return 'known';
    const at = this.at(path);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
    if (found && isRoot() && (found.uid !== 0 || found.mode & 0o022)) throw openToOthers(textOfBytes(path));
    if (!found) mkdirSync(at, 0o700);
    const { dev, ino } = lstatSync(at, { bigint: true });
    if (found && this.#identities.has(`${dev}:${ino}`)) return 'twin';
    this.#identities.add(`${dev}:${ino}`);
    this.#entered.add(path);
    return found ? 'found' : 'made';
  }

  at(path: string): string | Buffer {
    return fsPath(this.#root + path);
  }

  atBoth(first: string, second: string): readonly [string | Buffer, string | Buffer] {
    return [this.at(first), this.at(second)];
  }

  names(path: string): readonly string[] {
    return readdirSync(this.at(path), 'latin1');
  }

  dressFolder(path: string, mode: number, seconds: number | undefined): void {
    chmodSync(this.at(path), mode);
    if (seconds !== undefined) utimesSync(this.at(path), dateOf(seconds), dateOf(seconds));
  }

  dressLink(path: string, seconds: number | undefined): void {
    if (seconds !== undefined) lutimesSync(this.at(path), dateOf(seconds), dateOf(seconds));
  }

  close(): void {}
}
