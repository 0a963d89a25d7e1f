import { asFailure, Failure } from '../../contract/failure/failure.ts';
import type { TargetState } from '../../contract/failure/target-state.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { Needs } from './block-map-filter.ts';
import { Head } from './head.ts';
import type { LaneOptions } from './lane-options.ts';
import { LaneQueue } from './lane-queue.ts';
import { wipeOldBackup } from './old-backup.ts';
import type { Chunk } from './read-ahead.ts';
import { putKept } from './skip-known.ts';
import { Tally } from './tally.ts';
import { type Put, putAll, putDifferences } from './write-through.ts';

/** A flush while writing keeps the «on media» counter honest; often enough to be seen, rarely enough to cost nothing. */
const FLUSH_EVERY_MS = 1000;
const FLUSH_EVERY_BYTES = 8 << 20;

/**
 * One target of a transfer: its own queue, its own counters, its own end. A lane that fails lets go of the ring and
 * takes nothing more; the other lanes go on.
 */
export class Lane {
  readonly target: Target;
  readonly queue: LaneQueue;
  /** What the target must hold, when that is not everything. */
  readonly needs: Needs | undefined;
  readonly #clock: Clock;
  readonly #head: Head;
  readonly #put: Put;
  readonly #putHead: Put;
  readonly #isDelta: boolean;
  readonly #resumeAtByte: number;
  readonly #onOldBackup: (() => void) | undefined;
  #flushing: Promise<unknown> | undefined;
  #flushedAtMs: number;
  #flushedToByte = 0;
  #hasTouched = false;
  #committedBytes: number | undefined;
  readonly #body = new Tally();
  /** Of the head, once it is written. */
  #headBytes = { writtenBytes: 0, skippedBytes: 0 };

  verifiedBytes = 0;
  /** Places that were read back at the second try. */
  retriedReads = 0;
  failure: Failure | undefined;
  /** The target has its final form, or was compared to its end. */
  isFinished = false;
  state: TargetState | 'proved' = 'untouched';
  /** Called after every write. */
  onProgress: () => void = () => undefined;

  constructor(options: LaneOptions) {
    const { target, clock, delta = false, resumeAtByte = 0, mayWrite, onOldBackup, ...kept } = options;
    this.target = target;
    this.#clock = clock;
    this.#flushedAtMs = clock.nowMs();
    this.#resumeAtByte = resumeAtByte;
    this.#hasTouched = resumeAtByte > 0;
    this.#onOldBackup = onOldBackup;
    this.#head = new Head(target);
    this.needs = kept.needs;
    this.#isDelta = delta;
    this.#put = putKept(delta ? putDifferences(() => this.#touch()) : putAll, kept);
    this.#putHead = putKept(putAll, kept);
    this.queue = new LaneQueue(async (chunk) => {
      if (mayWrite && !(await mayWrite())) return false;
      return this.#guard(() => this.#write(chunk));
    }, target.inOrder && 1);
    if (target.refusal) this.fail(target.refusal);
  }

  /** Bytes of the image that were written; with `skippedBytes` they make the image. */
  get writtenBytes(): number {
    return this.#body.upTo(this.queue.writtenToByte).writtenBytes + this.#headBytes.writtenBytes;
  }

  /** Bytes of the image that needed no write: they stand on the target already. */
  get skippedBytes(): number {
    return this.#body.upTo(this.queue.writtenToByte).skippedBytes + this.#headBytes.skippedBytes;
  }

  /** Where everything before is written or in place, the head as long as it is only kept in memory left out. */
  get reachedBytes(): number {
    return this.#committedBytes ?? Math.max(0, this.queue.writtenToByte - this.#head.heldBytes);
  }

  /** What a power cut cannot take. */
  get onMediaBytes(): number {
    const told = this.target.inOrder && Math.min(this.reachedBytes, this.target.inOrder.onMediaBytes());
    return this.#committedBytes ?? told ?? Math.max(0, this.#flushedToByte - this.#head.heldBytes);
  }

  /** Where a later run may go on: everything before it, but for the head, is on the medium. */
  get safeToByte(): number {
    return this.#committedBytes ?? (this.target.inOrder ? this.onMediaBytes : this.#flushedToByte);
  }

  /**
   * @param endByte so much of the image has to be there
   * @param imageBytes all of it, when that is known: what is told is never the place that was reached
   * @returns false when it does not fit; the lane has failed then, untouched by what is behind its end
   */
  fits(endByte: number, imageBytes: number | undefined): boolean {
    const { name: target, capacityBytes: haveBytes } = this.target;
    if (endByte <= haveBytes) return true;
    const facts = { target, needBytes: imageBytes ?? endByte, haveBytes };
    this.fail(
      new Failure('target-too-small', imageBytes === undefined ? { ...facts, isLeast: true } : facts),
    );
    return false;
  }

  /** Queues a chunk. */
  push(chunk: Chunk): void {
    const endByte = chunk.atByte + chunk.bytes.length;
    if (this.failure || !this.fits(endByte, undefined)) return;
    const isSafe = endByte <= this.#resumeAtByte;
    if (!isSafe && !this.#head.holdsAll(chunk)) {
      this.queue.push(chunk);
      return;
    }
    const { atByte } = this.#head.take(chunk);
    this.queue.skipTo(endByte);
    if (!isSafe) return;
    this.#flushedToByte = endByte;
    // The job has written it, in an earlier run.
    if (atByte < endByte) this.#body.add({ atByte, countedBytes: endByte - atByte, skippedBytes: 0 });
  }

  /** Resolves when nothing is queued, under way or being flushed. */
  async drain(): Promise<void> {
    await this.queue.idle();
    await this.#flushing;
  }

  /** Everything on the medium, then the head, then that on the medium too. */
  async commit(imageBytes: number): Promise<void> {
    await this.#guard(async () => {
      await this.target.flush();
      if (this.#onOldBackup && (await wipeOldBackup(this.target, imageBytes))) this.#onOldBackup();
      if (this.#head.content.length > 0) await this.#commitHead(imageBytes);
      this.#committedBytes = imageBytes;
      this.state = 'written';
    });
  }

  async #commitHead(imageBytes: number): Promise<void> {
    const { content } = this.#head;
    const countedBytes = Math.min(content.length, imageBytes);
    // Nothing was written so far: then the old head is still there, and may be what is wanted.
    if (this.#isDelta && !this.#hasTouched && (await this.#head.isInPlace())) {
      this.#headBytes = { writtenBytes: 0, skippedBytes: countedBytes };
      return;
    }
    // It is wiped before the first of its own bytes, so none of them is found in place any more.
    if (this.#isDelta && content.length === this.target.headBytes) await this.#touch();
    this.#hasTouched = true;
    const { skippedBytes } = await this.#putHead(this.target, 0, content, countedBytes);
    this.#headBytes = { writtenBytes: countedBytes - skippedBytes, skippedBytes };
    await this.target.flush();
  }

  /** The source turned out not to be what was written: the target must not look as if it held it. Never throws. */
  async takeHeadBack(): Promise<void> {
    if (this.#committedBytes === undefined || this.isFinished) return;
    this.#committedBytes = undefined;
    this.#headBytes = { writtenBytes: 0, skippedBytes: 0 };
    this.state = 'unfinished';
    await this.#head.wipeAgain().catch(() => undefined);
  }

  async finish(sizeBytes: number, sha256: string | undefined, verified: boolean): Promise<void> {
    await this.#guard(async () => {
      await this.target.finish(sha256 === undefined ? { sizeBytes } : { sizeBytes, sha256 });
      this.isFinished = true;
      if (verified) this.state = 'proved';
    });
  }

  /** The end of a comparison: nothing was written. */
  async release(): Promise<void> {
    if (this.failure) return;
    await this.#guard(async () => this.target.demandInPlace?.());
    if (this.failure) return;
    await this.target.abandon();
    this.isFinished = true;
    this.state = 'proved';
  }

  fail(error: unknown): void {
    this.failure ??= asFailure(error);
    this.queue.shut();
  }

  /** Closes without finishing and notes what is left behind. */
  async abandon(): Promise<void> {
    const left = await this.target.abandon();
    if (left === 'removed' || left === 'appendable' || left === 'spoiled') this.state = left;
    else if (this.state === 'untouched' && (this.#hasTouched || left === 'unfinished'))
      this.state = 'unfinished';
  }

  async #write(chunk: Chunk): Promise<void> {
    const { atByte, rest } = this.#head.take(chunk);
    // Differences wipe the head themselves, before the first one.
    if (!this.#isDelta) await this.#touch();
    const countedBytes = Math.max(0, chunk.atByte + chunk.bytes.length - atByte);
    const { skippedBytes } = await this.#put(this.target, atByte, rest, countedBytes);
    this.#body.upTo(this.queue.writtenToByte);
    this.#body.add({ atByte, countedBytes, skippedBytes });
    this.#flushNowAndThen();
    this.onProgress();
  }

  async #touch(): Promise<void> {
    this.#hasTouched = true;
    await this.#head.wipe();
  }

  #flushNowAndThen(): void {
    const reachedByte = this.queue.writtenToByte;
    const nowMs = this.#clock.nowMs();
    const isDue =
      !this.target.inOrder &&
      nowMs - this.#flushedAtMs >= FLUSH_EVERY_MS &&
      reachedByte - this.#flushedToByte >= FLUSH_EVERY_BYTES;
    if (!isDue || this.#flushing || this.failure) return;
    this.#flushing = this.#guard(async () => {
      await this.target.flush();
      this.#flushedToByte = Math.max(this.#flushedToByte, reachedByte);
      this.#flushedAtMs = this.#clock.nowMs();
    }).finally(() => {
      this.#flushing = undefined;
    });
  }

  /** A failure of the target ends the lane and nothing else. @returns whether the work was done */
  async #guard(work: () => Promise<void>): Promise<boolean> {
    if (this.failure) return false;
    try {
      await work();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }
}
