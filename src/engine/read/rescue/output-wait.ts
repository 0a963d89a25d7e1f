/** An output that takes nothing for this long is said; sticks pause for seconds when they collect garbage. */
const SAY_AFTER_MS = 10_000;
/** And after this long it is given up, as one of a write is. */
export const OUTPUT_STUCK_MS = 120_000;

interface Writing {
  readonly sinceMs: number;
  readonly to: readonly number[];
}

/**
 * What was read and is not written yet, because an output does not take it. Whoever reads says so: without that, nobody could tell it from
 * a medium that does not answer.
 */
export class OutputWait {
  readonly #writing = new Map<number, Writing>();
  readonly #said = new Set<number>();
  readonly #stuckMs: number;

  constructor(stuckMs = OUTPUT_STUCK_MS) {
    this.#stuckMs = stuckMs;
  }

  /** Of this read these outputs have not taken what was read. */
  hear(readId: number, to: readonly number[], nowMs: number): void {
    this.#writing.set(readId, { sinceMs: this.#writing.get(readId)?.sinceMs ?? nowMs, to });
  }

  isWriting(readId: number): boolean {
    return this.#writing.has(readId);
  }

  /** It is written, or nothing more is heard of it. */
  over(readId: number): void {
    this.#writing.delete(readId);
  }

  allOver(): void {
    this.#writing.clear();
  }

  /** Outputs that are to be said now, each once. */
  toSay(nowMs: number): number[] {
    const ids = this.#silent(nowMs, SAY_AFTER_MS).filter((id) => !this.#said.has(id));
    for (const id of ids) this.#said.add(id);
    return ids;
  }

  /** Outputs that nobody waits for any longer. */
  givenUp(nowMs: number): number[] {
    return this.#silent(nowMs, this.#stuckMs);
  }

  #silent(nowMs: number, forMs: number): number[] {
    const long = [...this.#writing.values()].filter(({ sinceMs }) => nowMs - sinceMs >= forMs);
    return [...new Set(long.flatMap(({ to }) => to))];
  }
}
