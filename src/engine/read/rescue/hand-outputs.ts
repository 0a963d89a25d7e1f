import fs, { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';
import type { AlignedBytes } from '../../host/memory/aligned-memory.ts';
import type { LostOutput } from './hand.ts';

/** One place that a medium is read to, for the hand. */
export interface HandOutput {
  /** By which its loss is told. */
  readonly id: number;
  readonly fd: number;
  /** It holds zeros wherever nothing was written. */
  readonly isFresh: boolean;
  /** So much of its beginning goes to the file for heads, to be written last; 0 where it has none. */
  readonly headBytes: number;
}

/** What became of bytes that were to be written. */
export interface Written {
  readonly lost?: readonly LostOutput[];
  /** Nothing is left to write to. */
  readonly writeErrno?: string;
}

interface Part {
  readonly output: HandOutput;
  readonly fd: number;
  readonly from: number;
  readonly to: number;
}

/** All places that bytes are written to as they are read. One that fails is left, and the others go on. */
export class HandOutputs {
  #outputs: readonly HandOutput[];
  readonly #headFd: number | undefined;
  readonly #there: Buffer;
  readonly #zeros: Buffer;
  readonly #had: boolean;

  constructor(outputs: readonly HandOutput[], headFd: number | undefined, mostBytes: number) {
    this.#outputs = outputs.map(buffered);
    this.#had = outputs.length > 0;
    this.#headFd = headFd;
    this.#there = Buffer.alloc(mostBytes);
    this.#zeros = Buffer.alloc(mostBytes);
  }

  /** Writes at once; for reads in small steps. */
  writeNow(bytes: AlignedBytes, atByte: number, lengthBytes: number): Written {
    const parts = this.#partsOf(bytes, atByte, lengthBytes);
    const lost = parts.flatMap((part): LostOutput[] => {
      const { fd, from, to } = part;
      const errno = tried(() => writeSync(fd, bytes, from, to - from, atByte + from), part);
      return errno === undefined ? [] : [lostAt(part, errno, atByte)];
    });
    return this.#without(lost);
  }

  /** Writes to all of them side by side. */
  write(bytes: AlignedBytes, atByte: number, lengthBytes: number, done: (written: Written) => void): void {
    const parts = this.#partsOf(bytes, atByte, lengthBytes);
    const lost: LostOutput[] = [];
    let left = parts.length;
    if (left === 0) done(this.#without([]));
    for (const part of parts) {
      const { fd, from, to } = part;
      fs.write(fd, bytes, from, to - from, atByte + from, (failed, put) => {
        const errno = failed ? errnoOf(failed) : put < to - from ? 'ENOSPC' : undefined;
        if (errno !== undefined) lost.push(lostAt(part, errno, atByte));
        if (--left === 0) done(this.#without(lost));
      });
    }
  }

  /** What has to be written where. Zeros that stand there already need not be. */
  #partsOf(bytes: AlignedBytes, atByte: number, lengthBytes: number): Part[] {
    const isZeros =
      Buffer.compare(bytes.subarray(0, lengthBytes), this.#zeros.subarray(0, lengthBytes)) === 0;
    return this.#outputs.flatMap((output): Part[] => {
      const heldBytes = Math.min(lengthBytes, Math.max(0, output.headBytes - atByte));
      const head = heldBytes > 0 && this.#headFd !== undefined;
      const first: Part[] = head ? [{ output, fd: this.#headFd ?? 0, from: 0, to: heldBytes }] : [];
      const isThere = heldBytes === lengthBytes || (isZeros && this.#holdsZeros(output, atByte, lengthBytes));
      return isThere ? first : [...first, { output, fd: output.fd, from: heldBytes, to: lengthBytes }];
    });
  }

  #holdsZeros({ isFresh, fd }: HandOutput, atByte: number, lengthBytes: number): boolean {
    if (isFresh) return true;
    const there = this.#there.subarray(0, lengthBytes);
    try {
      const got = readSync(fd, there, 0, lengthBytes, atByte);
      return got === lengthBytes && Buffer.compare(there, this.#zeros.subarray(0, lengthBytes)) === 0;
    } catch {
      return false;
    }
  }

  #without(lost: readonly LostOutput[]): Written {
    if (lost.length > 0) this.#outputs = this.#outputs.filter(({ id }) => !lost.some((one) => one.id === id));
    const isOver = this.#had && this.#outputs.length === 0;
    return { ...(lost.length > 0 && { lost }), ...(isOver && { writeErrno: lost[0]?.errno ?? 'EIO' }) };
  }
}

function lostAt({ output, from, to }: Part, errno: string, atByte: number): LostOutput {
  return { id: output.id, errno, atByte: atByte + from, lengthBytes: to - from };
}

function tried(write: () => number, { from, to }: Part): string | undefined {
  try {
    return write() < to - from ? 'ENOSPC' : undefined;
  } catch (error) {
    return errnoOf(error);
  }
}

/**
 * A drive is open past the cache of the system, which takes whole blocks only, and a sector of the medium may be smaller than one of its
 * blocks: so it is written through the cache. That is emptied before a map calls anything read, and read back past it.
 */
function buffered(output: HandOutput): HandOutput {
  if (output.headBytes === 0) return output;
  try {
    const fd = openSync(`/proc/self/fd/${output.fd}`, constants.O_RDWR);
    closeSync(output.fd);
    return { ...output, fd };
  } catch {
    return output;
  }
}
