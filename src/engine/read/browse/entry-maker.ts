import { symlinkSync } from 'node:fs';
import type { LeftOutCode } from '../../contract/events/left-out.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { present } from '../../contract/failure/present.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import type { FolderTree } from '../../host/trust/folder-tree.ts';
import { Destination } from './destination.ts';
import type { ExtractOptions } from './extract-options.ts';
import { FileMaker } from './file-maker.ts';
import { secondsOf, type VolumeEntry } from './volume.ts';
import { folderOf, type WalkedEntry } from './walk.ts';

const FOLDER_MODE = 0o755;

/**
 * Makes the entries of an image in a folder, one at a time. What it gives back is why an entry alone could not be made;
 * what would meet all others too is thrown. `like`: where an entry was made whose name may be the same here.
 */
export class EntryMaker {
  readonly #to: Destination;
  readonly files: FileMaker;

  constructor(tree: FolderTree, options: ExtractOptions) {
    this.#to = new Destination(tree, options);
    this.files = new FileMaker(this.#to, options);
  }

  /** Rights come at the end: until then it is its owner's only. */
  folder(walked: WalkedEntry, like: string | undefined): LeftOutCode | undefined {
    try {
      return this.#to.enter(walked.path) === 'twin' ? 'same-name' : undefined;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST' && like !== undefined && this.#to.isSame(walked.path, like))
        return 'same-name';
      return errnoOf(error) === 'EEXIST' ? 'in-the-way' : this.#to.reason(walked, error);
    }
  }

  link(walked: WalkedEntry, like: string | undefined): LeftOutCode | undefined {
    const { path, entry } = walked;
    try {
      this.#to.enterOnce(folderOf(path));
      if (this.#isLinked(path, entry)) return undefined;
      const why = this.#to.obstacle(path, like);
      if (why !== undefined) return why;
      // What gives way is there until the new one is whole.
      const aside = this.#to.asideOf(path);
      this.#makeLink(aside, entry);
      this.#to.rename(aside, path);
      return undefined;
    } catch (error) {
      return this.#to.reason(walked, error);
    }
  }

  dressFolder({ path, entry }: WalkedEntry): void {
    try {
      this.#to.tree.dressFolder(
        path,
        this.#to.modeOf(entry, FOLDER_MODE),
        secondsOf(entry),
        this.#to.ownerOf(entry),
      );
    } catch (error) {
      this.#to.refuse(path, error);
    }
  }

  close(): void {
    this.#to.tree.close();
  }

  /** False when something has its name. */
  #isLinked(path: string, entry: VolumeEntry): boolean {
    try {
      this.#makeLink(path, entry);
      return true;
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
      return false;
    }
  }

  #makeLink(path: string, entry: VolumeEntry): void {
    const seconds = secondsOf(entry);
    symlinkSync(fsPath(present(entry.target)), this.#to.tree.at(path));
    const owner = this.#to.ownerOf(entry);
    if (seconds !== undefined || owner) this.#to.tree.dressLink(path, seconds, owner);
  }
}
