import { le32 } from '../../bytes/codec/little.ts';
import type { CompressionFacts } from '../../contract/failure/compression-reasons.ts';
import type { Damage } from '../../contract/failure/damage-reasons.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { compressionUnsupported, sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { SourcePart } from '../../contract/failure/source-reasons.ts';

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
  async take(lengthBytes: number, what: SourcePart): Promise<Uint8Array> {
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
  async skip(lengthBytes: number, what: SourcePart): Promise<void> {
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

  /** It ended within a part of the container, or within an entry of an archive. */
  truncated(part: SourcePart | { readonly name: string }): Failure {
    const within = typeof part === 'string' ? { because: { reason: part } } : { what: part.name };
    const foundBytes = this.atByte + this.#held.length;
    return new Failure('source-truncated', { path: this.path, foundBytes, ...within });
  }

  damaged(damage: Damage, atByte = this.atByte): Failure {
    return sourceDamaged(this.path, damage, atByte);
  }

  unsupported(because: CompressionFacts): Failure {
    return compressionUnsupported(this.path, because);
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

/** 64-bit, least significant byte first; Infinity when it is more than a number can hold exactly. */
export function u64(bytes: Uint8Array, at: number): number {
  const value = le32(bytes, at) + le32(bytes, at + 4) * 2 ** 32;
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}
