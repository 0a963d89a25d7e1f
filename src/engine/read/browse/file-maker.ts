import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  futimesSync,
  lstatSync,
  openSync,
  rmSync,
} from 'node:fs';
import type { LeftOutCode } from '../../contract/events/left-out.ts';
import { writeAllAt } from '../../host/files/positional-io.ts';
import { dateOf } from '../../host/trust/folder-tree.ts';
import { giveFile } from '../../host/trust/owner.ts';
import type { Destination } from './destination.ts';
import type { ExtractOptions } from './extract-options.ts';
import { type Aside, FileNames } from './file-names.ts';
import { contentFault } from './left-out.ts';
import { aheadOf, stretchesOf } from './stretches.ts';
import { secondsOf, type VolumeEntry } from './volume.ts';
import { folderOf, type WalkedEntry } from './walk.ts';

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
const NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
const FILE_MODE = 0o644;

/** A file that is open and not whole yet. */
interface Begun extends Aside {
  readonly fd: number;
}

/**
 * Makes files aside, and gives them their names when everything is in them: whatever ends this process, no half file has a name
 * of the image. What gives way to one is there until then.
 */
export class FileMaker {
  readonly #to: Destination;
  readonly #options: ExtractOptions;
  readonly #names: FileNames;
  /** Of all files so far, each once. */
  sizeBytes = 0;

  constructor(to: Destination, options: ExtractOptions) {
    this.#to = to;
    this.#options = options;
    this.#names = new FileNames(to);
  }

  /** A file whose bytes are at hand. */
  smallFile(walked: WalkedEntry, like: string | undefined, bytes: Uint8Array): LeftOutCode | undefined {
    const made = this.#begin(walked, like);
    if (typeof made !== 'object') return made;
    try {
      if (bytes.length > 0) writeAllAt(made.fd, bytes, 0);
      return this.#finish(made, walked, like);
    } catch (error) {
      return this.#giveUp(made, walked, error);
    } finally {
      closeSync(made.fd);
    }
  }

  async file(walked: WalkedEntry, like: string | undefined): Promise<LeftOutCode | undefined> {
    const made = this.#begin(walked, like);
    if (typeof made !== 'object') return made;
    try {
      await this.#fill(made.fd, walked.entry);
      return this.#finish(made, walked, like);
    } catch (error) {
      return this.#giveUp(made, walked, error);
    } finally {
      closeSync(made.fd);
    }
  }

  /** Opens a file aside, unless its name is taken or it is another name of one that is there. */
  #begin(walked: WalkedEntry, like: string | undefined): Begun | LeftOutCode | undefined {
    const { path, entry } = walked;
    try {
      this.#to.enterOnce(folderOf(path));
      const isFree = this.#to.isFree(walked, like);
      const isReplaced = !isFree && this.#isThere(path);
      const why = isReplaced ? this.#to.obstacle(path, like) : undefined;
      if (why !== undefined) return why;
      const aside = this.#to.asideOf(path);
      const names = { aside, isFree, isReplaced };
      if (this.#names.linked(entry, aside)) return this.#names.publish(names, path, like);
      return { ...names, fd: openSync(this.#to.tree.at(aside), NEW_FILE, this.#to.modeOf(entry, FILE_MODE)) };
    } catch (error) {
      return this.#to.reason(walked, error);
    }
  }

  #isThere(path: string): boolean {
    return lstatSync(this.#to.tree.at(path), { throwIfNoEntry: false }) !== undefined;
  }

  /** Holes stay holes: a file of a few bytes may claim to be as large as a disk. */
  async #fill(fd: number, entry: VolumeEntry): Promise<void> {
    const { open, signal } = this.#options;
    const content = await open(entry);
    let endByte = 0;
    for await (const { atByte, bytes } of aheadOf(stretchesOf(content))) {
      signal?.throwIfAborted();
      writeAllAt(fd, bytes, atByte);
      endByte = atByte + bytes.length;
    }
    if (endByte !== entry.sizeBytes) ftruncateSync(fd, entry.sizeBytes);
  }

  /** Time and rights of a file that has its content, and its name. */
  #finish(made: Begun, { path, entry }: WalkedEntry, like: string | undefined): LeftOutCode | undefined {
    const { fd } = made;
    const mode = this.#to.modeOf(entry, FILE_MODE);
    const seconds = secondsOf(entry);
    if (seconds !== undefined) futimesSync(fd, dateOf(seconds), dateOf(seconds));
    const owner = this.#to.ownerOf(entry);
    if (owner) giveFile(fd, owner);
    let found = fstatSync(fd);
    // A folder may have rules of its own for what is made in it (acl(5)).
    if ((found.mode & 0o7777) !== mode) {
      fchmodSync(fd, mode);
      found = fstatSync(fd);
    }
    const why = this.#names.publish(made, path, like);
    if (why !== undefined) return why;
    this.sizeBytes += entry.sizeBytes;
    this.#names.remember(entry, path, found);
    return undefined;
  }

  #giveUp({ aside }: Begun, { path }: WalkedEntry, error: unknown): LeftOutCode {
    rmSync(this.#to.tree.at(aside), { force: true });
    return contentFault(error) ?? this.#to.refuse(path, error);
  }
}
