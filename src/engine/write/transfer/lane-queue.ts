import type { Chunk } from './read-ahead.ts';

/** Enough to keep a fast drive busy, and few enough to stay in order on flash. */
const WRITES_IN_FLIGHT = 3;

/**
 * The chunks a lane has still to write, in order, a few of them under way at once. Holds each chunk's slot until it is
 * written; `writtenToByte` is the place before which everything is done.
 */
export class LaneQueue {
  readonly #work: (chunk: Chunk) => Promise<boolean>;
  readonly #inFlight: number;
  readonly #waiting: Chunk[] = [];
  readonly #underWay = new Set<number>();
  #handedToByte = 0;
  /** The first chunk that did not get there. */
  #lostAtByte = Number.POSITIVE_INFINITY;
  isShut = false;
  #idle = Promise.withResolvers<void>();

  /** @param work deals with a chunk; false when it could not */
  constructor(work: (chunk: Chunk) => Promise<boolean>, inFlight = WRITES_IN_FLIGHT) {
    this.#work = work;
    this.#inFlight = inFlight;
    this.#idle.resolve();
  }

  get length(): number {
    return this.#waiting.length + this.#underWay.size;
  }

  get writtenToByte(): number {
    return Math.min(
      this.#handedToByte,
      this.#lostAtByte,
      ...this.#underWay,
      this.#waiting[0]?.atByte ?? Number.POSITIVE_INFINITY,
    );
  }

  push(chunk: Chunk): void {
    if (this.isShut) return;
    if (this.length === 0) this.#idle = Promise.withResolvers();
    chunk.slot.hold();
    this.#handedToByte = chunk.atByte + chunk.bytes.length;
    this.#waiting.push(chunk);
    this.#pump();
  }

  /** Counts as written without being queued: it is on the target already. */
  skipTo(atByte: number): void {
    this.#handedToByte = Math.max(this.#handedToByte, atByte);
  }

  /** Gives back what is not begun; returns where it began. */
  dropWaiting(): number | undefined {
    const first = this.#waiting[0]?.atByte;
    for (const chunk of this.#waiting.splice(0)) chunk.slot.release();
    if (first !== undefined) this.#handedToByte = first;
    if (this.length === 0) this.#idle.resolve();
    return first;
  }

  /** Takes nothing more; what is under way comes to its end. */
  shut(): void {
    this.isShut = true;
    this.dropWaiting();
  }

  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void> {
    return this.#idle.promise;
  }

  #pump(): void {
    while (!this.isShut && this.#underWay.size < this.#inFlight) {
      const chunk = this.#waiting.shift();
      if (!chunk) return;
      this.#underWay.add(chunk.atByte);
      void this.#work(chunk).then((isWritten) => {
        if (!isWritten) this.#lostAtByte = Math.min(this.#lostAtByte, chunk.atByte);
        chunk.slot.release();
        this.#underWay.delete(chunk.atByte);
        this.#pump();
        if (this.length === 0) this.#idle.resolve();
      });
    }
  }
}
