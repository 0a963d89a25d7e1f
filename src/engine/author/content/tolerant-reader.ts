import { open } from 'node:fs/promises';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { asFailure, Failure, isFailure } from '../../contract/failure/failure.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import { differenceOf, type PlannedFile } from './source-file.ts';

/** A file that is not as it was when the image was planned. */
export interface ChangedFile {
  readonly path: string;
  /** What changed, or the reason why it cannot be read. */
  readonly what: string;
}

const TOLERATED = ['source-changed', 'source-truncated', 'source-unreadable'];

/**
 * Reads what is left of files that changed: what is missing becomes zeros, what is too much is cut off. Each such file is
 * noted once.
 */
export class TolerantReader {
  readonly #flags: number;
  readonly #changed = new Map<string, string>();

  constructor(flags: number) {
    this.#flags = flags;
  }

  get changed(): readonly ChangedFile[] {
    return [...this.#changed].map(([path, what]) => ({ path: textOfBytes(path), what }));
  }

  /** True for failures that say a file changed. */
  takes(error: unknown): error is Failure {
    return error instanceof Failure && TOLERATED.includes(error.code);
  }

  /** Notes the file; false when the error is of another kind. */
  note(file: PlannedFile, error: unknown): boolean {
    if (!this.takes(error)) return false;
    if (!this.#changed.has(file.path)) this.#changed.set(file.path, reasonOf(error));
    return true;
  }

  async read(file: PlannedFile, atByte: number, into: Uint8Array): Promise<void> {
    into.fill(0);
    try {
      const handle = await open(fsPath(file.path), this.#flags);
      try {
        const stats = await handle.stat();
        const trouble = differenceOf(file, stats);
        if (trouble?.kind === 'differs') this.#keep(file, trouble.what);
        if (stats.isFile()) await readAsFar(handle, atByte, into);
      } finally {
        await handle.close();
      }
    } catch (error) {
      const errno = errnoOf(error);
      this.#keep(file, errno === 'unknown' ? asFailure(error).code : errno);
    }
  }

  #keep({ path }: PlannedFile, what: string): void {
    if (!this.#changed.has(path)) this.#changed.set(path, what);
  }
}

async function readAsFar(
  handle: Awaited<ReturnType<typeof open>>,
  atByte: number,
  into: Uint8Array,
): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await handle.read(into, done, into.length - done, atByte + done);
    if (bytesRead === 0) return;
    done += bytesRead;
  }
}

function reasonOf(failure: Failure): string {
  if (isFailure(failure, 'source-changed')) return failure.facts.what;
  return isFailure(failure, 'source-unreadable') ? failure.facts.errno : 'size';
}
