import type { Damage } from '../../../contract/failure/damage-reasons.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { sourceDamaged } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';

const CHUNK_BYTES = 64 << 10;
const KEPT_CHUNKS = 64;

/** An image as blocks of a known size: small structures come from a bounded memory of what was read last. */
export class Medium {
  readonly image: Readable;
  readonly imagePath: string;
  readonly blockBytes: number;
  readonly #chunks = new Map<number, Uint8Array>();

  constructor(image: Readable, imagePath: string, blockBytes: number) {
    this.image = image;
    this.imagePath = imagePath;
    this.blockBytes = blockBytes;
  }

  get blocks(): number {
    return Math.floor(this.image.sizeBytes / this.blockBytes);
  }

  /** A block of the medium; undefined behind its end. */
  block(block: number): Promise<Uint8Array | undefined> {
    return this.bytes(block * this.blockBytes, this.blockBytes);
  }

  /** A range, not to be kept: it may be a part of what was read last. Undefined when not all of it is in the image. */
  async bytes(atByte: number, lengthBytes: number): Promise<Uint8Array | undefined> {
    if (atByte < 0 || atByte + lengthBytes > this.image.sizeBytes) return undefined;
    const chunk = Math.floor(atByte / CHUNK_BYTES);
    if (Math.floor((atByte + lengthBytes - 1) / CHUNK_BYTES) === chunk) {
      const from = atByte - chunk * CHUNK_BYTES;
      const whole = await unlessUnreadable(this.#chunk(chunk));
      if (whole) return whole.subarray(from, from + lengthBytes);
    }
    const bytes = new Uint8Array(lengthBytes);
    await this.image.read(atByte, bytes);
    return bytes;
  }

  /** The same where a drive may not be able to read: run-out blocks, places that are only guessed. */
  async probe(block: number): Promise<Uint8Array | undefined> {
    return unlessUnreadable(this.block(block));
  }

  damaged(damage: Damage, atByte?: number): Failure {
    return sourceDamaged(this.imagePath, damage, atByte);
  }

  async #chunk(index: number): Promise<Uint8Array> {
    const known = this.#chunks.get(index);
    if (known) return known;
    const startByte = index * CHUNK_BYTES;
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, this.image.sizeBytes - startByte));
    await this.image.read(startByte, chunk);
    const [oldest] = this.#chunks.keys();
    if (this.#chunks.size >= KEPT_CHUNKS && oldest !== undefined) this.#chunks.delete(oldest);
    this.#chunks.set(index, chunk);
    return chunk;
  }
}

/** Undefined for what a drive cannot read. */
export async function unlessUnreadable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Failure && error.code === 'source-unreadable') return undefined;
    throw error;
  }
}
