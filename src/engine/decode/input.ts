import { Failure } from '../ports/failure.ts';

/** Pieces of a file, a pipe or a download, in order. Whoever takes one owns it. */
export type Chunks = AsyncIterator<Uint8Array, void, void>;

/** The bytes of a source as a decoder wants them: looked at beforehand, taken in exact lengths, given back. */
export class Input {
  readonly path: string;
  readonly #chunks: Chunks;
  #held: Uint8Array = new Uint8Array(0);
  #ended = false;
  /** Bytes taken so far: the place of the next one. */
  atByte: number;

  /** `atByte`: the place of the first byte that comes. */
  constructor(path: string, chunks: Chunks, atByte = 0) {
    this.path = path;
    this.#chunks = chunks;
    this.atByte = atByte;
  }

  /** The next `lengthBytes`, fewer only before the end; they stay to be taken. */
  async peek(lengthBytes: number): Promise<Uint8Array> {
    while (this.#held.length < lengthBytes && (await this.#more()));
    return this.#held.subarray(0, lengthBytes);
  }

  /** Exactly `lengthBytes`. @throws Failure `source-truncated` */
  async take(lengthBytes: number, what: string): Promise<Uint8Array> {
    const bytes = await this.peek(lengthBytes);
    if (bytes.length < lengthBytes) throw this.truncated(what);
    this.#drop(lengthBytes);
    return bytes;
  }

  /** Whatever comes next, at most `limitBytes`; nothing at the end. */
  async next(limitBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    if (this.#held.length === 0 && !(await this.#more())) return undefined;
    const bytes = this.#held.subarray(0, limitBytes);
    this.#drop(bytes.length);
    return bytes;
  }

  /** Takes and forgets. @throws Failure `source-truncated` */
  async skip(lengthBytes: number, what: string): Promise<void> {
    for (let left = lengthBytes; left > 0; ) {
      const bytes = await this.next(left);
      if (!bytes) throw this.truncated(what);
      left -= bytes.length;
    }
  }

  /** The last bytes that `next` gave, not used after all. */
  giveBack(bytes: Uint8Array): void {
    this.atByte -= bytes.length;
    this.#held = this.#held.length === 0 ? bytes : joined(bytes, this.#held);
  }

  truncated(what: string): Failure {
    return new Failure('source-truncated', {
      path: this.path,
      foundBytes: this.atByte + this.#held.length,
      what,
    });
  }

  damaged(what: string, atByte = this.atByte): Failure {
    return new Failure('source-damaged', { path: this.path, what, atByte });
  }

  #drop(lengthBytes: number): void {
    this.#held = this.#held.subarray(lengthBytes);
    this.atByte += lengthBytes;
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { value, done } = await this.#chunks.next();
    if (done) this.#ended = true;
    else this.#held = this.#held.length === 0 ? value : joined(this.#held, value);
    return !done;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Little-endian numbers, as all these containers use. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Infinity when it is more than a number can hold exactly. */
export function u64(bytes: Uint8Array, at: number): number {
  const value = u32(bytes, at) + u32(bytes, at + 4) * 2 ** 32;
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}
