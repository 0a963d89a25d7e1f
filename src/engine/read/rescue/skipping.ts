import type { RescueRead } from './rescue-read.ts';
import type { RescueRules } from './rules.ts';

/** Where there is no trouble, one is read while the other is written. */
const CALM_READS = 2;
/** Of a quick medium none would be under way while this machine is busy elsewhere. */
const FAST_READS = 4;

interface Stretch {
  readonly atByte: number;
  readonly endByte: number;
}

/** How long the reads of the copying passes are, and how far trouble is jumped over. */
export class Skipping {
  readonly #rules: RescueRules;
  readonly #sizeBytes: number;
  #skipBytes: number;
  #slowSkipBytes: number;
  #calmBytes: number;
  #isFast = false;
  /** Long reads failed here: only short ones from now on. */
  #suspects: Stretch[] = [];

  constructor(rules: RescueRules, sizeBytes: number) {
    this.#rules = rules;
    this.#sizeBytes = sizeBytes;
    this.#skipBytes = rules.skipBytes;
    this.#slowSkipBytes = rules.slowSkipBytes;
    this.#calmBytes = rules.calmBytes;
  }

  get isCalm(): boolean {
    return this.#calmBytes >= this.#rules.calmBytes;
  }

  /** How many reads may be under way. */
  get readsAtOnce(): number {
    if (!this.isCalm) return 1;
    return this.#isFast ? FAST_READS : CALM_READS;
  }

  /** A pass over what was left begins. */
  beginTroubled(): void {
    this.#calmBytes = 0;
    this.#skipBytes = this.#rules.skipBytes;
    this.#slowSkipBytes = this.#rules.slowSkipBytes;
  }

  /** A read went well. */
  went({ lengthBytes }: RescueRead, isFast = false): void {
    this.#isFast = isFast;
    const { skipBytes, smallBytes, slowSkipBytes } = this.#rules;
    this.#calmBytes += lengthBytes;
    this.#skipBytes = Math.max(skipBytes, Math.floor(this.#skipBytes / 2 / smallBytes) * smallBytes);
    this.#slowSkipBytes = slowSkipBytes;
  }

  troubled(): void {
    this.#calmBytes = 0;
  }

  suspect({ atByte, lengthBytes }: RescueRead): void {
    this.#suspects.push({ atByte, endByte: atByte + lengthBytes });
  }

  /** Slow and hanging places come in zones: out of them in a few reads. */
  skip(isSlow: boolean): number {
    const { mostSkipBytes, mostSlowSkipBytes } = this.#rules;
    const bytes = isSlow ? Math.min(this.#slowSkipBytes, mostSlowSkipBytes) : this.#skipBytes;
    if (isSlow) this.#slowSkipBytes = Math.min(this.#slowSkipBytes * 2, this.#sizeBytes);
    else this.#skipBytes = Math.min(this.#skipBytes * 2, mostSkipBytes);
    return bytes;
  }

  lengthIn(block: Stretch, back: boolean): number {
    const { largeBytes, smallBytes } = this.#rules;
    return this.isCalm && !this.#isSuspect(block, back) ? largeBytes : smallBytes;
  }

  #isSuspect({ atByte, endByte }: Stretch, back: boolean): boolean {
    const { largeBytes } = this.#rules;
    const from = back ? Math.max(atByte, endByte - largeBytes) : atByte;
    const to = back ? endByte : Math.min(endByte, atByte + largeBytes);
    return this.#suspects.some((suspect) => suspect.atByte < to && from < suspect.endByte);
  }
}
