import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { outputFailure } from '../../host/files/output-failure.ts';
import { refuseTaken, type Unpublished } from '../../write/targets/publish.ts';

/** A file that is made beside an image, under another name until the end. */
export interface PartFile extends Unpublished {
  readonly fd: number;
}

/** Never over or through anything that is there. */
const NEW_FILE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** Files that get their names together with an image; those that did not are gone when they are closed. */
export class PartFiles {
  readonly #replace: boolean;
  readonly #files: (PartFile & { readonly handle: FileHandle })[] = [];

  constructor(replace: boolean) {
    this.#replace = replace;
  }

  /** @param at where `path` is, through the open folder @throws Failure `output-exists`, `output-not-writable`, `no-space` */
  async add(at: string, path: string): Promise<PartFile> {
    await refuseTaken(at, this.#replace, path);
    const partPath = `${at}.part`;
    try {
      // Left by a run that was killed.
      await unlink(partPath).catch(() => undefined);
      const handle = await open(partPath, NEW_FILE, 0o644);
      const file = { handle, fd: handle.fd, partPath, at, path };
      this.#files.push(file);
      return file;
    } catch (error) {
      throw outputFailure(error, path);
    }
  }

  /** @throws the system's error */
  async sync(): Promise<void> {
    for (const { handle } of this.#files) await handle.sync();
  }

  async close(): Promise<void> {
    for (const { handle, partPath } of this.#files) {
      await handle.close().catch(() => undefined);
      await unlink(partPath).catch(() => undefined);
    }
  }
}
