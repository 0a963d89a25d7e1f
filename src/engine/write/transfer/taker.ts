import type { Failure } from '../../contract/failure/failure.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { LaneQueue } from './lane-queue.ts';
import type { Chunk } from './read-ahead.ts';

/** Whoever does something with every chunk, in its own time: a lane that writes them, a proof that compares them. */
export interface Taker {
  readonly target: Target;
  readonly queue: LaneQueue;
  readonly failure: Failure | undefined;
  push(chunk: Chunk): void;
  fail(error: unknown): void;
  /** Resolves when nothing is queued or under way. */
  drain(): Promise<void>;
}
