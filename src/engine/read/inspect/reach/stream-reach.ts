import type { Cut } from '../../../contract/failure/reach.ts';
import { findCut } from './find-cut.ts';

/** Tables, descriptors and most folders lie in so much of the beginning. */
const KEPT_BYTES = 8 << 20;
const MOST_PLACES = 4096;
/** Windows of folders are the longest reads. */
const LONGEST_BYTES = 128 << 10;

interface Place {
  readonly atByte: number;
  readonly into: Uint8Array;
  doneBytes: number;
}

/** Finds out of bytes that pass once, in order, whether they end too early: keeps the beginning, and the places that it names. */
export class StreamReach {
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #passedBytes = 0;
  #places: Place[] | undefined;

  /** The next bytes; they may be reused by the caller afterwards. */
  async take(bytes: Uint8Array): Promise<void> {
    if (this.#places) this.#capture(bytes);
    else {
      this.#kept.push(bytes.slice());
      this.#keptBytes += bytes.length;
    }
    this.#passedBytes += bytes.length;
    if (!this.#places && this.#keptBytes >= KEPT_BYTES) await this.#learnPlaces();
  }

  /** @param sizeBytes of everything; what passed so far, when that was all */
  cut(sizeBytes = this.#passedBytes): Promise<Cut | undefined> {
    return findCut({ bytes: async (atByte, lengthBytes) => this.#at(atByte, lengthBytes), sizeBytes });
  }

  async #learnPlaces(): Promise<void> {
    const places: Place[] = [];
    await findCut({
      sizeBytes: undefined,
      bytes: async (atByte, lengthBytes) => {
        const isBehind = atByte >= this.#keptBytes && places.length < MOST_PLACES;
        if (isBehind && lengthBytes <= LONGEST_BYTES)
          places.push({ atByte, into: new Uint8Array(lengthBytes), doneBytes: 0 });
        return this.#fromKept(atByte, lengthBytes);
      },
    });
    this.#places = places.sort((a, b) => a.atByte - b.atByte || b.into.length - a.into.length);
  }

  #capture(bytes: Uint8Array): void {
    const fromByte = this.#passedBytes;
    const endByte = fromByte + bytes.length;
    for (const place of this.#places ?? []) {
      if (place.atByte >= endByte) break;
      const at = place.atByte + place.doneBytes;
      if (at < fromByte || place.doneBytes === place.into.length) continue;
      const part = bytes.subarray(at - fromByte, at - fromByte + place.into.length - place.doneBytes);
      place.into.set(part, place.doneBytes);
      place.doneBytes += part.length;
    }
  }

  #at(atByte: number, lengthBytes: number): Uint8Array {
    if (atByte < this.#keptBytes) return this.#fromKept(atByte, lengthBytes);
    const place = this.#places?.find((one) => one.atByte === atByte);
    return place ? place.into.subarray(0, Math.min(lengthBytes, place.doneBytes)) : new Uint8Array(0);
  }

  #fromKept(atByte: number, lengthBytes: number): Uint8Array {
    const into = new Uint8Array(Math.max(0, Math.min(lengthBytes, this.#keptBytes - atByte)));
    let chunkAt = 0;
    for (const chunk of this.#kept) {
      const from = Math.max(atByte, chunkAt);
      const end = Math.min(atByte + into.length, chunkAt + chunk.length);
      if (from < end) into.set(chunk.subarray(from - chunkAt, end - chunkAt), from - atByte);
      chunkAt += chunk.length;
    }
    return into;
  }
}
