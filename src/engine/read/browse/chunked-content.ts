import { le32 } from '../../bytes/codec/little.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import type { Content } from './volume.ts';

/** What is stored: a table of where chunks begin, and the chunks. */
export interface ChunkedBytes {
  readonly stored: Content;
  readonly sizeBytes: number;
  readonly chunkBytes: number;
  /** Unpacks a chunk; false for a broken one. */
  readonly unpack: (packed: Uint8Array, out: Uint8Array) => boolean;
  readonly damaged: () => Failure;
}

/** From here on places need 64 bits. */
const MOST_SHORT_BYTES = 0xffffffff;

/**
 * A file in chunks that are packed each for itself, as WIM and the Windows overlay filter have it. A chunk that is as long as what
 * it unpacks to is stored. The first one begins behind the table and is not in it. Memory: a chunk.
 */
export class ChunkedContent implements Content {
  readonly sizeBytes: number;
  readonly #from: ChunkedBytes;
  readonly #pointerBytes: number;
  readonly #tableBytes: number;
  #last: { readonly index: number; readonly bytes: Promise<Uint8Array> } | undefined;

  /** @throws Failure when the table is longer than all that is stored */
  constructor(from: ChunkedBytes) {
    this.#from = from;
    this.sizeBytes = from.sizeBytes;
    this.#pointerBytes = from.sizeBytes > MOST_SHORT_BYTES ? 8 : 4;
    const chunks = Math.ceil(from.sizeBytes / from.chunkBytes);
    this.#tableBytes = Math.max(0, chunks - 1) * this.#pointerBytes;
    if (this.#tableBytes > from.stored.sizeBytes) throw from.damaged();
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { chunkBytes } = this.#from;
    for (let done = 0; done < into.length; ) {
      const index = Math.floor((atByte + done) / chunkBytes);
      const at = atByte + done - index * chunkBytes;
      const part = (await this.#chunk(index)).subarray(at, at + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  }

  /** Reading in order meets a chunk many times: the last one is kept. */
  #chunk(index: number): Promise<Uint8Array> {
    if (this.#last?.index !== index) this.#last = { index, bytes: this.#open(index) };
    return this.#last.bytes;
  }

  async #open(index: number): Promise<Uint8Array> {
    const { stored, chunkBytes, unpack, damaged } = this.#from;
    const out = new Uint8Array(Math.min(chunkBytes, this.sizeBytes - index * chunkBytes));
    const { start, end } = await this.#place(index);
    const lengthBytes = end - start;
    if (!(lengthBytes > 0 && lengthBytes <= out.length) || end > stored.sizeBytes) throw damaged();
    if (lengthBytes === out.length) {
      await stored.read(start, out);
      return out;
    }
    const packed = new Uint8Array(lengthBytes);
    await stored.read(start, packed);
    if (!unpack(packed, out)) throw damaged();
    return out;
  }

  /** Where a chunk begins and ends in what is stored. */
  async #place(index: number): Promise<{ readonly start: number; readonly end: number }> {
    const isLast = (index + 1) * this.#from.chunkBytes >= this.sizeBytes;
    const start = index === 0 ? 0 : await this.#pointer(index - 1);
    const end = isLast ? this.#from.stored.sizeBytes - this.#tableBytes : await this.#pointer(index);
    return { start: this.#tableBytes + start, end: this.#tableBytes + end };
  }

  async #pointer(number: number): Promise<number> {
    const bytes = new Uint8Array(this.#pointerBytes);
    await this.#from.stored.read(number * this.#pointerBytes, bytes);
    return le32(bytes, 0) + (this.#pointerBytes === 8 ? le32(bytes, 4) * 2 ** 32 : 0);
  }
}
