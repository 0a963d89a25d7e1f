interface Part {
  readonly atByte: number;
  readonly countedBytes: number;
  readonly skippedBytes: number;
}

/**
 * How many bytes of an image were written to a target, and how many were there already, up to the place before which
 * everything is done: writes end in any order, and what lies behind one that failed does not count.
 */
export class Tally {
  #writtenBytes = 0;
  #skippedBytes = 0;
  #ahead: Part[] = [];

  add(part: Part): void {
    this.#ahead.push(part);
  }

  /** What of it lies before the place that was reached, which only grows. */
  upTo(reachedByte: number): { readonly writtenBytes: number; readonly skippedBytes: number } {
    const ahead: Part[] = [];
    for (const part of this.#ahead) {
      if (part.atByte >= reachedByte) ahead.push(part);
      else this.#count(part);
    }
    this.#ahead = ahead;
    return { writtenBytes: this.#writtenBytes, skippedBytes: this.#skippedBytes };
  }

  #count({ countedBytes, skippedBytes }: Part): void {
    this.#writtenBytes += countedBytes - skippedBytes;
    this.#skippedBytes += skippedBytes;
  }
}
