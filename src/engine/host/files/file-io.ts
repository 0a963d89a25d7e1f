import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { DirectFile } from './direct-open.ts';
import { doesNotFit } from './output-failure.ts';
import { readAt, syncData, writeAt } from './positional-io.ts';

/** What a target on a file does with bytes; the same for a virtual drive and for an output file. */
export class FileIo {
  readonly name: string;
  readonly #fd: number;
  #flushError: Failure | undefined;

  constructor(name: string, { handle }: DirectFile) {
    this.name = name;
    this.#fd = handle.fd;
  }

  async write(atByte: number, bytes: Uint8Array): Promise<void> {
    try {
      await writeAt(this.#fd, bytes, atByte);
    } catch (error) {
      throw this.#writeFailure(error, atByte, bytes.length);
    }
  }

  /** An error is remembered: the kernel says it once, and a later fsync would look fine. */
  async flush(): Promise<void> {
    if (this.#flushError) throw this.#flushError;
    try {
      await syncData(this.#fd);
    } catch (error) {
      this.#flushError =
        doesNotFit(error, this.name) ??
        new Failure('target-flush-failed', { target: this.name, errno: errnoOf(error) });
      throw this.#flushError;
    }
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    try {
      const count = await readAt(this.#fd, into, atByte);
      into.fill(0, count);
    } catch (error) {
      throw new Failure(
        'target-read-failed',
        { target: this.name, atByte, lengthBytes: into.length, errno: errnoOf(error) },
        { cause: error },
      );
    }
  }

  #writeFailure(error: unknown, atByte: number, lengthBytes: number): Failure {
    const errno = errnoOf(error);
    return (
      doesNotFit(error, this.name) ??
      new Failure('target-write-failed', { target: this.name, atByte, lengthBytes, errno }, { cause: error })
    );
  }
}
