/** Neighbours less than this apart are one place: what changed together is read together. */
const JOINED_BYTES = 512;
const PAGE_BYTES = 4096;

/** A place in which something differs: from its first differing byte to its last. */
export interface Place {
  readonly atByte: number;
  lengthBytes: number;
}

/** Collects where two sequences of bytes differ; the chunks come in order. */
export class DifferingRuns {
  readonly places: Place[] = [];
  /** All of them, told or not. */
  count = 0;
  differingBytes = 0;
  readonly #most: number;
  #last: Place | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** Two chunks of the same length, which stand at this byte. */
  add(atByte: number, a: Uint8Array, b: Uint8Array): void {
    if (Buffer.compare(a, b) === 0) return;
    for (let from = 0; from < a.length; from += PAGE_BYTES) {
      const [x, y] = [a.subarray(from, from + PAGE_BYTES), b.subarray(from, from + PAGE_BYTES)];
      if (Buffer.compare(x, y) !== 0) this.#addPage(atByte + from, x, y);
    }
  }

  #addPage(atByte: number, a: Uint8Array, b: Uint8Array): void {
    for (let at = 0; at < a.length; at++) {
      if (a[at] === b[at]) continue;
      const from = at;
      while (at < a.length && a[at] !== b[at]) at++;
      this.#addRun(atByte + from, at - from);
    }
  }

  #addRun(atByte: number, lengthBytes: number): void {
    this.differingBytes += lengthBytes;
    const last = this.#last;
    if (last && atByte - (last.atByte + last.lengthBytes) < JOINED_BYTES) {
      last.lengthBytes = atByte + lengthBytes - last.atByte;
      return;
    }
    this.#last = { atByte, lengthBytes };
    this.count++;
    if (this.places.length < this.#most) this.places.push(this.#last);
  }
}
