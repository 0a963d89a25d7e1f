import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { PieceDigests } from './digests.ts';
import { nameAt } from './names.ts';
import { STRETCH_BYTES } from './piece.ts';

/**
 * The source, read once more after it has passed: what it gives now is held against what passed before anybody uses it. So
 * nothing is located, written again, hashed or judged by bytes that were not those.
 */
export class SeenSource implements Pick<Image, 'read' | 'extents' | 'sizeBytes'> {
  readonly sizeBytes: number;
  readonly #image: Image;
  readonly #digests: PieceDigests;
  /** The stretch that was read last: short reads follow each other. */
  readonly #last = new Uint8Array(STRETCH_BYTES);
  #lastAtByte = -1;
  #busy: Promise<void> = Promise.resolve();

  constructor(image: Image, digests: PieceDigests) {
    this.sizeBytes = image.sizeBytes;
    this.#image = image;
    this.#digests = digests;
  }

  extents(): ReturnType<Image['extents']> {
    return this.#image.extents();
  }

  /** @throws Failure `source-changed` with the place, and what reading the source may throw */
  read(atByte: number, into: Uint8Array): Promise<void> {
    const mine = this.#busy.then(() => this.#readInTurn(atByte, into));
    this.#busy = mine.catch(() => undefined);
    return mine;
  }

  /** Whole stretches straight into somebody's memory. `atByte` is a multiple of a stretch. @throws as `read` */
  async readStretches(atByte: number, into: Uint8Array): Promise<void> {
    await this.#image.read(atByte, into);
    demandSame(this.#image, this.#digests, atByte, into);
  }

  async #readInTurn(atByte: number, into: Uint8Array): Promise<void> {
    for (let done = 0; done < into.length; ) {
      const at = atByte + done;
      const stretchAt = at - (at % STRETCH_BYTES);
      await this.#have(stretchAt);
      const part = this.#last.subarray(at - stretchAt, at - stretchAt + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  }

  async #have(stretchAt: number): Promise<void> {
    if (this.#lastAtByte === stretchAt) return;
    this.#lastAtByte = -1;
    const stretch = this.#last.subarray(0, Math.min(STRETCH_BYTES, this.sizeBytes - stretchAt));
    await this.readStretches(stretchAt, stretch);
    this.#lastAtByte = stretchAt;
  }
}

/** @throws Failure `source-changed` when a second reading is not what passed */
export function demandSame(image: Image, digests: PieceDigests, atByte: number, bytes: Uint8Array): void {
  const changed = digests.firstChanged(atByte, bytes);
  if (!changed) return;
  const path = image.path ?? nameAt(image, changed.atByte) ?? '';
  throw sourceChanged(path, { reason: 'read-otherwise' }, changed.atByte);
}
