import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import type { Chunk } from './read-ahead.ts';

/** One stretch of zeros serves every target. */
let sharedZeros: Uint8Array = new Uint8Array(0);

function zeros(lengthBytes: number): Uint8Array {
  if (sharedZeros.length < lengthBytes) sharedZeros = alignedBytes(lengthBytes);
  return sharedZeros.subarray(0, lengthBytes);
}

/**
 * The first bytes of a target, kept back until everything else is on the medium. What was there is wiped before the
 * first other byte is written: an interrupted drive must look neither like the old one nor like the new one.
 */
export class Head {
  readonly #target: Target;
  readonly #bytes: Uint8Array;
  #filledBytes = 0;
  #wiping: Promise<void> | undefined;

  constructor(target: Target) {
    this.#target = target;
    this.#bytes = alignedBytes(target.headBytes);
  }

  /** Bytes of the image that are kept back so far. */
  get heldBytes(): number {
    return this.#filledBytes;
  }

  /** Nothing of the chunk is left to write now. */
  holdsAll({ atByte, padded }: Chunk): boolean {
    return atByte + padded.length <= this.#bytes.length;
  }

  /** Takes its part of a chunk; returns what is left to be written, and where. */
  take({ atByte, padded }: Chunk): { atByte: number; rest: Uint8Array } {
    const partBytes = Math.max(0, Math.min(this.#bytes.length - atByte, padded.length));
    if (partBytes > 0) {
      this.#bytes.set(padded.subarray(0, partBytes), atByte);
      this.#filledBytes = Math.max(this.#filledBytes, atByte + partBytes);
    }
    return { atByte: atByte + partBytes, rest: padded.subarray(partBytes) };
  }

  /** Zeros over the old head, once. */
  wipe(): Promise<void> {
    this.#wiping ??= this.#bytes.length === 0 ? Promise.resolve() : this.#wipe();
    return this.#wiping;
  }

  /** Zeros over the new head, and these on the medium. */
  async wipeAgain(): Promise<void> {
    if (this.#bytes.length === 0) return;
    await this.#wipe();
    await this.#target.flush();
  }

  /** Whether the target begins with the new head already. */
  async isInPlace(): Promise<boolean> {
    const found = alignedBytes(this.content.length);
    await this.#target.read(0, found);
    return Buffer.compare(found, this.content) === 0;
  }

  async #wipe(): Promise<void> {
    await this.#target.write(0, zeros(this.#bytes.length));
  }

  /** What is to stand at the start, in whole blocks; zeros that were wiped beyond a short image stay zeros. */
  get content(): Uint8Array {
    return this.#bytes.subarray(0, this.#filledBytes);
  }
}
