import { Failure } from '../../contract/failure/failure.ts';
import type { Owner } from './owner.ts';

/**
 * A folder that files are put into, and the folders in it. Paths are byte strings from it on: `''` is the folder itself,
 * `/a/b` lies in `/a`.
 */
export interface FolderTree {
  /**
   * Makes sure that this is a folder, and no link to one; the one above it was entered before.
   *
   * @returns `known`: it was entered before. `twin`: the same folder was entered by another path (capitals and small letters
   *   are one on this file system)
   * @throws the system's error; `EEXIST` for anything else of this name. Failure `output-unsafe`
   */
  enter(path: string): 'made' | 'found' | 'known' | 'twin';
  /**
   * What to give to a system call for this path, whose folder was entered. It holds until the next call of this tree.
   *
   * @throws Failure `output-unsafe`: the folder is not the one that was entered
   */
  at(path: string): string | Buffer;
  /** The same for two paths, both good until the next call. */
  atBoth(first: string, second: string): readonly [string | Buffer, string | Buffer];
  /** What is in an entered folder: byte strings. @throws the system's error */
  names(path: string): readonly string[];
  /**
   * Owner, rights and time (seconds since 1970; undefined: it stays) of an entered folder. Root leaves one as it is that was there
   * before in a folder of others: they may have renamed any folder to this name.
   */
  dressFolder(path: string, mode: number, seconds: number | undefined, owner?: Owner): void;
  /** Owner and time of a symbolic link, in seconds; of nothing else that has its place by now. */
  dressLink(path: string, seconds: number | undefined, owner?: Owner): void;
  close(): void;
}

/** Seconds since 1970 for a system call; a number below zero would be taken for now there. */
export function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}

/** Somebody changed folders while files were put into them. */
export function swapped(path: string): Failure {
  return new Failure('output-unsafe', { path, why: 'swapped' });
}
