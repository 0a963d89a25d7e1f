import type { UdfStructure } from '../../../contract/failure/udf-damage.ts';
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
  readonly #structure: UdfStructure;
  #left: number;

  constructor(medium: Medium, structure: UdfStructure, eachBytes: number) {
    this.#medium = medium;
    this.#structure = structure;
    this.#left = Math.max(LEAST, (TIMES_EACH * medium.image.sizeBytes) / eachBytes);
  }

  /** @throws Failure `source-damaged` */
  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw this.#medium.damaged({ reason: 'udf-too-many', structure: this.#structure });
  }
}
