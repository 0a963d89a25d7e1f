import { present } from '../../contract/failure/present.ts';
import type { ByteStream, Readable } from '../../contract/ports/image.ts';

const CHUNK_BYTES = 1 << 20;

/**
 * The beginning of a stream as something that can be read anywhere: it is unpacked as far as somebody looks, and never
 * further than `mostBytes`. Everything unpacked is kept. One whose size nobody knows is unpacked at once: a short one is then
 * known whole.
 */
export async function beginningOf(
  stream: ByteStream,
  mostBytes: number,
): Promise<Readable<number | undefined> & Pick<ByteStream, 'close'>> {
  const beginning = new Beginning(stream, mostBytes);
  if (stream.sizeBytes === undefined) await beginning.upTo(mostBytes);
  return beginning;
}

class Beginning implements Readable<number | undefined> {
  readonly #stream: ByteStream;
  readonly #mostBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #haveBytes = 0;
  #ended = false;
  #busy: Promise<void> = Promise.resolve();

  constructor(stream: ByteStream, mostBytes: number) {
    this.#stream = stream;
    this.#mostBytes = mostBytes;
  }

  /** Undefined when nobody knows before the end. */
  get sizeBytes(): number | undefined {
    return this.#ended ? this.#haveBytes : this.#stream.sizeBytes;
  }

  /** How far it was unpacked already. */
  get seenBytes(): number {
    return this.#haveBytes;
  }

  /** How far it can be read. */
  get reachBytes(): number {
    return Math.min(this.#mostBytes, this.sizeBytes ?? this.#mostBytes);
  }

  /** Fills `into`, which ends within reach. @throws Failure `source-truncated`, `source-damaged`, `source-unreadable` */
  async read(atByte: number, into: Uint8Array): Promise<void> {
    // A stream is read in order: one look after the other.
    this.#busy = this.#busy.then(() => this.upTo(atByte + into.length));
    await this.#busy;
    for (let done = 0; done < into.length; ) {
      const at = atByte + done;
      const from = at % CHUNK_BYTES;
      const part = present(this.#chunks[Math.floor(at / CHUNK_BYTES)]).subarray(
        from,
        from + into.length - done,
      );
      into.set(part, done);
      done += part.length;
    }
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  async upTo(endByte: number): Promise<void> {
    while (this.#haveBytes < Math.min(endByte, this.#mostBytes) && !this.#ended) {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, this.#mostBytes - this.#haveBytes));
      const count = await this.#stream.readNext(chunk);
      this.#haveBytes += count;
      this.#chunks.push(chunk.subarray(0, count));
      if (count < chunk.length) this.#ended = true;
    }
  }
}
