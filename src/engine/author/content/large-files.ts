import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { errnoOf } from '../../contract/failure/errno.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import { differenceOf, type PlannedFile, troubleFailure } from './source-file.ts';

const openFile = promisify(open);
const closeFile = promisify(close);
const statFile = promisify(fstat);

interface OpenFile {
  readonly file: PlannedFile;
  readonly descriptor: Promise<number>;
  reads: number;
  /** Bytes read so far; the file is closed when it was read as a whole. */
  doneBytes: number;
  /** Settles when all reads that were begun are over. */
  quiet: Promise<unknown>;
}

/** Files with nothing under way that stay open, for reads that do not come to their end. */
const KEEP_OPEN = 16;

/**
 * Files read in several steps, straight into the given memory, through libuv's threads. A file is opened at its first
 * read and closed, after a look at its size and time, when its last byte was read.
 */
export class LargeFiles {
  readonly #flags: number;
  readonly #open = new Map<number, OpenFile>();

  constructor(flags: number) {
    this.#flags = flags;
  }

  async read(node: number, file: PlannedFile, atByte: number, into: Uint8Array): Promise<void> {
    const opened = this.#openedFor(node, file);
    opened.reads++;
    const reading = opened.descriptor.then((fd) => readFully(fd, file, atByte, into));
    opened.quiet = Promise.allSettled([opened.quiet, reading]);
    try {
      await reading;
      opened.doneBytes += into.length;
    } catch (error) {
      throw asTrouble(file, error, atByte);
    } finally {
      opened.reads--;
    }
    if (opened.reads === 0 && opened.doneBytes >= file.sizeBytes) await this.#close(node, opened);
    else await this.#closeIdle();
  }

  /** Closes all with a look at each. @throws Failure when one changed */
  async closeAll(): Promise<void> {
    for (const [node, opened] of [...this.#open]) await this.#close(node, opened);
  }

  /** Closes all, whatever they are like, after the reads under way: a number closed too early may be another file's. */
  async abandon(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(
      all.map(({ descriptor, quiet }) =>
        quiet
          .then(() => descriptor)
          .then(closeFile)
          .catch(() => {}),
      ),
    );
  }

  #openedFor(node: number, file: PlannedFile): OpenFile {
    const known = this.#open.get(node);
    if (known) return known;
    const descriptor = openFile(fsPath(file.path), this.#flags);
    const opened = { file, descriptor, reads: 0, doneBytes: 0, quiet: Promise.resolve() };
    this.#open.set(node, opened);
    descriptor.catch(() => this.#open.delete(node));
    return opened;
  }

  async #close(node: number, { file, descriptor }: OpenFile): Promise<void> {
    if (!this.#open.delete(node)) return;
    const fd = await descriptor;
    try {
      const trouble = differenceOf(file, await statFile(fd));
      if (trouble) throw troubleFailure(file, trouble);
    } finally {
      await closeFile(fd);
    }
  }

  async #closeIdle(): Promise<void> {
    if (this.#open.size <= KEEP_OPEN) return;
    const idle = [...this.#open].find(([, opened]) => opened.reads === 0);
    if (idle) await this.#close(...idle);
  }
}

async function readFully(fd: number, file: PlannedFile, atByte: number, into: Uint8Array): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const count = await readOnce(fd, into, done, atByte + done);
    if (count === 0) {
      const { size } = await statFile(fd);
      throw troubleFailure(file, { kind: 'differs', foundBytes: size, what: 'size' });
    }
    done += count;
  }
}

function readOnce(fd: number, into: Uint8Array, offset: number, atByte: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, into, offset, into.length - offset, atByte, (error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
}

function asTrouble(file: PlannedFile, error: unknown, atByte: number): unknown {
  if (!(error instanceof Error) || !('errno' in error)) return error;
  const isRead = 'syscall' in error && error.syscall === 'read';
  return troubleFailure(file, { kind: 'errno', errno: errnoOf(error), ...(isRead ? { atByte } : {}) });
}
