import { closeSync, openSync } from 'node:fs';
import { FOLDER, handle } from './folder-handles.ts';

/** A process has one working folder, whoever asks. */
let isTaken = false;

/**
 * The working folder of this process, lent to one who makes many files: a plain name is looked up in the open folder, which takes
 * half the time of a path through /proc. What else this process does meanwhile must not go by relative paths.
 */
export class LentWorkingFolder {
  readonly #before: number;

  private constructor(before: number) {
    this.#before = before;
  }

  /** Undefined when somebody else has it, and in a thread that has none. */
  static borrow(): LentWorkingFolder | undefined {
    if (isTaken) return undefined;
    try {
      const before = openSync('.', FOLDER);
      try {
        process.chdir(handle(before));
      } catch (error) {
        closeSync(before);
        throw error;
      }
      isTaken = true;
      return new LentWorkingFolder(before);
    } catch {
      return undefined;
    }
  }

  /** @param folder an open one; it may be closed then. @throws the system's error */
  enter(folder: number): void {
    process.chdir(handle(folder));
  }

  /** It is again what it was. */
  giveBack(): void {
    isTaken = false;
    try {
      process.chdir(handle(this.#before));
    } catch {
      // Nobody may enter it any more; nothing here is found by relative paths.
    } finally {
      closeSync(this.#before);
    }
  }
}
