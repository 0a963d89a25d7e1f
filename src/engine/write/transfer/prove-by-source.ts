import type { JobFact } from '../../contract/events/events.ts';
import { isImage, type Source } from '../../contract/ports/image.ts';
import type { Needs } from './block-map-filter.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import type { HashFeed } from './hash-feed.ts';
import type { Lane } from './lane.ts';
import { LaneQueue } from './lane-queue.ts';
import { differences, type LaneResult } from './mismatches.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import type { Chunk } from './read-ahead.ts';
import { ReadBack } from './read-back.ts';
import type { Ring } from './ring.ts';
import { passedOf } from './source.ts';
import { sourcePass } from './source-pass.ts';
import { letGo } from './stopping.ts';
import type { Taker } from './taker.ts';

/** Reads of each target under way at once, each into memory of its own; of many fewer, so that memory stays bounded. */
export function readsBackAtOnce(targetCount: number): number {
  return targetCount === 1 ? 4 : 2;
}

export interface ProveBySource {
  readonly job: {
    readonly gate: Gate;
    readonly signal: AbortSignal;
    readonly onFact: (fact: JobFact) => void;
  };
  readonly source: Source;
  readonly ring: Ring;
  /** What is not needed is not read back. */
  readonly needs?: Needs;
  readonly hash: HashFeed;
  readonly digests: PieceDigests;
  readonly reporter: ProgressReporter;
  /** Told of the place the source was read to. */
  readonly onRead?: (readBytes: number) => void;
}

/**
 * Reads the source beside all targets and compares byte by byte. A target's failure ends only its part.
 */
export async function proveBySource(results: readonly LaneResult[], pass: ProveBySource): Promise<void> {
  const { reporter, hash, needs, digests, source } = pass;
  const inFlight = readsBackAtOnce(results.length);
  // Nothing else is held against what passed.
  const isHeldAgainst = isImage(source) && (results.length > 0 || source.settle !== undefined);
  const comparers = results.map((result) => new Comparer(result, pass, inFlight));
  try {
    await sourcePass({
      ...pass,
      takers: comparers,
      look: (chunk) => needs?.see(chunk.atByte, chunk.bytes),
      onChunk(chunk) {
        hash.take(chunk);
        if (isHeldAgainst) digests.record(chunk.atByte, chunk.bytes);
        passedOf(source)?.(chunk.bytes);
        pass.onRead?.(chunk.atByte + chunk.bytes.length);
      },
      onWait: (waited) => reporter.waited(waited, hash.pending),
    });
    for (const comparer of comparers) comparer.end();
  } finally {
    // The targets are closed after this: no read may be under way.
    await letGo(comparers);
  }
}

/** Compares what a target gives back with what the source gives, chunk by chunk. */
class Comparer implements Taker {
  readonly queue: LaneQueue;
  readonly #lane: Lane;
  readonly #pass: ProveBySource;
  readonly #readBack: ReadBack;
  readonly #spare: Uint8Array[] = [];
  #endByte = 0;
  /** The chunk before this one was looked at: differences are told in order. */
  #judged: Promise<void> = Promise.resolve();

  constructor({ lane, mismatches }: LaneResult, pass: ProveBySource, inFlight: number) {
    this.#lane = lane;
    this.#pass = pass;
    this.#readBack = new ReadBack(lane, mismatches, pass.job.onFact);
    this.queue = new LaneQueue((chunk) => this.#compare(chunk), inFlight);
  }

  get target() {
    return this.#lane.target;
  }

  get failure() {
    return this.#lane.failure;
  }

  push(chunk: Chunk): void {
    const { atByte, bytes } = chunk;
    const endByte = atByte + bytes.length;
    if (this.failure || !this.#lane.fits(endByte, this.#pass.source.sizeBytes)) return;
    this.#endByte = endByte;
    if (this.#pass.needs?.touch(atByte, bytes.length) ?? true) this.queue.push(chunk);
  }

  fail(error: unknown): void {
    this.#lane.fail(error);
    this.queue.shut();
  }

  drain(): Promise<void> {
    return this.queue.idle();
  }

  end(): void {
    if (this.failure) return;
    this.#lane.verifiedBytes = this.#endByte;
    this.#readBack.end();
  }

  async #compare(chunk: Chunk): Promise<boolean> {
    const memory = this.#spare.pop() ?? this.#pass.ring.aside();
    try {
      const found = memory.subarray(0, chunk.padded.length);
      const read = this.#readBack.read(chunk.atByte, found);
      this.#judged = Promise.all([read, this.#judged]).then(() => this.#judge(chunk, found));
      await this.#judged;
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    } finally {
      this.#spare.push(memory);
    }
  }

  #judge({ atByte, bytes }: Chunk, padded: Uint8Array): void {
    const { source, needs, reporter } = this.#pass;
    const found = padded.subarray(0, bytes.length);
    const image = isImage(source) ? source : undefined;
    if (!this.#readBack.couldRead(atByte)) this.#readBack.note({ atByte, lengthBytes: bytes.length });
    else
      for (const difference of differences({ atByte, wanted: bytes, found, image, needs }))
        this.#readBack.note(difference);
    this.#lane.verifiedBytes = atByte + bytes.length;
    reporter.now();
  }
}
