import type { Clock } from '../ports/clock.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Target, TargetState } from '../ports/target.ts';
import type { Chunk } from './read-ahead.ts';
import { sharedPages } from './ring.ts';

const WRITES_IN_FLIGHT = 2;
/** A flush while writing keeps the «on media» counter honest; often enough to be seen, rarely enough to cost nothing. */
const FLUSH_EVERY_MS = 1000;
const FLUSH_EVERY_BYTES = 8 << 20;

/**
 * One target of a transfer: its own queue, its own counters, its own end. A lane that fails lets go of the ring and
 * takes nothing more; the other lanes go on.
 */
export class Lane {
  readonly target: Target;
  readonly #clock: Clock;
  readonly #imageBytes: number;
  /** The first bytes, kept back until everything else is on the medium. */
  readonly #head: Uint8Array;
  readonly #queue: Chunk[] = [];
  readonly #underWay = new Set<number>();
  #handedBytes = 0;
  #flushing = false;
  #flushedAtMs: number;
  #idle: (() => void) | undefined;
  #touched = false;
  #stopped = false;

  onMediaBytes = 0;
  verifiedBytes = 0;
  failure: Failure | undefined;
  /** The target has its final form, or was compared to its end. */
  isFinished = false;
  /** Called after every write. */
  onProgress: () => void = () => undefined;
  state: TargetState | 'proved' = 'untouched';

  constructor(target: Target, imageBytes: number, clock: Clock) {
    this.target = target;
    this.#imageBytes = imageBytes;
    this.#clock = clock;
    this.#flushedAtMs = clock.nowMs();
    const headBytes = Math.min(target.headBytes, alignUp(imageBytes, target.blockBytes));
    this.#head = new Uint8Array(sharedPages(Math.max(headBytes, 1)), 0, headBytes);
  }

  /** Everything before this place is written; the head counts once it was really written. */
  get writtenBytes(): number {
    const reached = Math.min(
      this.#handedBytes,
      ...this.#underWay,
      ...this.#queue.slice(0, 1).map((c) => c.atByte),
    );
    return Math.max(0, Math.min(reached, this.#imageBytes));
  }

  get waitingChunks(): number {
    return this.#queue.length + this.#underWay.size;
  }

  /** Wipes the head, so that an interrupted drive does not look like the old or the new one. */
  async begin(): Promise<void> {
    if (this.#imageBytes > this.target.capacityBytes) {
      this.failure = new Failure('target-too-small', {
        target: this.target.name,
        needBytes: this.#imageBytes,
        haveBytes: this.target.capacityBytes,
      });
      return;
    }
    if (this.#head.length > 0) await this.#guard(() => this.#writeTouching(0, this.#head));
  }

  /** Queues a chunk; holds its slot until it is written. */
  push(chunk: Chunk): void {
    if (this.#stopped) return;
    chunk.slot.hold();
    this.#handedBytes = chunk.atByte + chunk.bytes.length;
    this.#queue.push(chunk);
    this.#pump();
  }

  /** Resolves when nothing is queued or under way. */
  async drain(): Promise<void> {
    if (this.waitingChunks > 0)
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
  }

  /** Everything on the medium, then the head, then that on the medium too. */
  async commit(): Promise<void> {
    await this.#guard(async () => {
      await this.target.flush();
      if (this.#head.length > 0) {
        await this.#writeTouching(0, this.#head);
        await this.target.flush();
      }
      this.onMediaBytes = this.#imageBytes;
      this.state = 'written';
    });
  }

  async finish(sha256: string | undefined, verified: boolean): Promise<void> {
    const sizeBytes = this.#imageBytes;
    await this.#guard(async () => {
      await this.target.finish(sha256 === undefined ? { sizeBytes } : { sizeBytes, sha256 });
      this.isFinished = true;
      if (verified) this.state = 'proved';
    });
  }

  /** The end of a comparison: nothing was written. */
  async release(): Promise<void> {
    if (this.failure) return;
    await this.target.abandon();
    this.isFinished = true;
    this.state = 'proved';
  }

  fail(error: unknown): void {
    this.failure ??= asFailure(error);
    this.stop();
  }

  /** Takes nothing more; what is under way comes to its end. */
  stop(): void {
    this.#stopped = true;
    for (const chunk of this.#queue.splice(0)) chunk.slot.release();
    if (this.waitingChunks === 0) this.#idle?.();
  }

  /** Closes without finishing and notes what is left behind. */
  async abandon(): Promise<void> {
    const left = await this.target.abandon();
    if (left === 'removed') this.state = 'removed';
    else if (this.state === 'untouched' && this.#touched) this.state = 'unfinished';
  }

  #pump(): void {
    while (!this.#stopped && this.#underWay.size < WRITES_IN_FLIGHT) {
      const chunk = this.#queue.shift();
      if (!chunk) return;
      this.#underWay.add(chunk.atByte);
      void this.#guard(() => this.#write(chunk)).then(() => this.#settle(chunk));
    }
  }

  #settle(chunk: Chunk): void {
    chunk.slot.release();
    this.#underWay.delete(chunk.atByte);
    this.#flushNowAndThen();
    this.onProgress();
    this.#pump();
    if (this.waitingChunks === 0) this.#idle?.();
  }

  async #write(chunk: Chunk): Promise<void> {
    const headPart = Math.max(0, Math.min(this.#head.length - chunk.atByte, chunk.padded.length));
    if (headPart > 0) this.#head.set(chunk.padded.subarray(0, headPart), chunk.atByte);
    if (headPart < chunk.padded.length) {
      await this.#writeTouching(chunk.atByte + headPart, chunk.padded.subarray(headPart));
    }
  }

  async #writeTouching(atByte: number, bytes: Uint8Array): Promise<void> {
    this.#touched = true;
    await this.target.write(atByte, bytes);
  }

  #flushNowAndThen(): void {
    const writtenBytes = this.writtenBytes;
    const nowMs = this.#clock.nowMs();
    const due =
      nowMs - this.#flushedAtMs >= FLUSH_EVERY_MS && writtenBytes - this.onMediaBytes >= FLUSH_EVERY_BYTES;
    if (!due || this.#flushing || this.#stopped) return;
    this.#flushing = true;
    void this.#guard(async () => {
      await this.target.flush();
      this.onMediaBytes = Math.max(this.onMediaBytes, writtenBytes);
    }).then(() => {
      this.#flushing = false;
      this.#flushedAtMs = this.#clock.nowMs();
    });
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    if (this.failure) return;
    try {
      await work();
    } catch (error) {
      this.fail(error);
    }
  }
}

function alignUp(bytes: number, unitBytes: number): number {
  return Math.ceil(bytes / unitBytes) * unitBytes;
}
