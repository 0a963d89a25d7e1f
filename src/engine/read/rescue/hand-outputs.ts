import fs, { closeSync, constants, openSync } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';
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

/** What is to be written, and where. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly isZeros: boolean;
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
  readonly #zeros: Buffer;
  readonly #had: boolean;

  constructor(outputs: readonly HandOutput[], headFd: number | undefined, mostBytes: number) {
    this.#outputs = outputs.map(buffered);
    this.#had = outputs.length > 0;
    this.#headFd = headFd;
    this.#zeros = Buffer.alloc(mostBytes);
  }

  /**
   * Writes to all of them side by side.
   *
   * @returns which of them it still waits for
   */
  write(
    bytes: Uint8Array,
    atByte: number,
    lengthBytes: number,
    done: (written: Written) => void,
  ): () => number[] {
    const isZeros = this.#isZeros(bytes, lengthBytes);
    const waiting = new Set(this.#outputs);
    const lost: LostOutput[] = [];
    if (waiting.size === 0) done(this.#without([]));
    for (const output of [...waiting])
      this.#writeTo(output, { bytes, atByte, lengthBytes, isZeros }, (failed) => {
        waiting.delete(output);
        if (failed) lost.push(failed);
        if (waiting.size === 0) done(this.#without(lost));
      });
    return () => [...waiting].map(({ id }) => id);
  }

  #isZeros(bytes: Uint8Array, lengthBytes: number): boolean {
    return Buffer.compare(bytes.subarray(0, lengthBytes), this.#zeros.subarray(0, lengthBytes)) === 0;
  }

  /** Its beginning goes to the file for heads; zeros that stand there already need not be written. */
  #writeTo(output: HandOutput, what: Piece, done: (lost?: LostOutput) => void): void {
    const { atByte, lengthBytes, isZeros } = what;
    const heldBytes = Math.min(lengthBytes, Math.max(0, output.headBytes - atByte));
    const rest: Part = { output, fd: output.fd, from: heldBytes, to: lengthBytes };
    const writeRest = (): void => {
      if (heldBytes === lengthBytes) done();
      else if (isZeros)
        holdsZeros(rest, what, (does) => {
          if (does) done();
          else put(rest, what, done);
        });
      else put(rest, what, done);
    };
    if (heldBytes === 0 || this.#headFd === undefined) writeRest();
    else
      put({ output, fd: this.#headFd, from: 0, to: heldBytes }, what, (lost) => {
        if (lost) done(lost);
        else writeRest();
      });
  }

  #without(lost: readonly LostOutput[]): Written {
    if (lost.length > 0) this.#outputs = this.#outputs.filter(({ id }) => !lost.some((one) => one.id === id));
    const isOver = this.#had && this.#outputs.length === 0;
    return { ...(lost.length > 0 && { lost }), ...(isOver && { writeErrno: lost[0]?.errno ?? 'EIO' }) };
  }
}

function put({ output, fd, from, to }: Part, what: Piece, done: (lost?: LostOutput) => void): void {
  const { bytes, atByte } = what;
  fs.write(fd, bytes, from, to - from, atByte + from, (failed, count) => {
    const errno = failed ? errnoOf(failed) : count < to - from ? 'ENOSPC' : undefined;
    done(errno === undefined ? undefined : lostAt({ output, fd, from, to }, errno, atByte));
  });
}

/** Read beside everything else: an output may hang as well as a medium. */
function holdsZeros({ output, from, to }: Part, { atByte }: Piece, done: (does: boolean) => void): void {
  if (output.isFresh) {
    done(true);
    return;
  }
  const there = Buffer.allocUnsafe(to - from);
  fs.read(output.fd, there, 0, there.length, atByte + from, (failed, got) =>
    done(!failed && got === there.length && there.every((byte) => byte === 0)),
  );
}

function lostAt({ output, from, to }: Part, errno: string, atByte: number): LostOutput {
  return { id: output.id, errno, atByte: atByte + from, lengthBytes: to - from };
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
