import type { Medium } from './medium.ts';

/** Listed and extracted, and both again. */
const TIMES_EACH = 4;
const LEAST = 1 << 16;

/**
 * How many small structures may be taken from an image: as many as fit into it, a few times over. Structures that are shared
 * would otherwise multiply: a small image would give an endless list.
 */
export class Budget {
  readonly #medium: Medium;
  readonly #what: string;
  #left: number;

  constructor(medium: Medium, what: string, eachBytes: number) {
    this.#medium = medium;
    this.#what = what;
    this.#left = Math.max(LEAST, (TIMES_EACH * medium.image.sizeBytes) / eachBytes);
  }

  /** @throws Failure `source-damaged` */
  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0)
      throw this.#medium.damaged(`it has more ${this.#what} than there is room for: some are shared`);
  }
}
