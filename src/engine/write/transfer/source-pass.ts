import type { JobFact } from '../../contract/events/events.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import { type Image, isImage, type Source } from '../../contract/ports/image.ts';
import { catchUp, LaggardWatch } from './catch-up.ts';
import { ChunkPace } from './chunk-pace.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { type Chunk, preciseOf, type Waits } from './read-ahead.ts';
import type { Ring } from './ring.ts';
import { sourceChunks } from './source.ts';
import { untilStopped } from './stopping.ts';
import type { Taker } from './taker.ts';

const READS_IN_FLIGHT = 3;

export interface SourcePass {
  readonly job: {
    readonly gate: Gate;
    readonly signal: AbortSignal;
    readonly clock?: Clock;
    readonly onFact: (fact: JobFact) => void;
  };
  readonly source: Source;
  readonly takers: readonly Taker[];
  readonly ring: Ring;
  /** What later readings of the source are held against; `onChunk` records it. */
  readonly digests: PieceDigests;
  /** Sees each chunk before anybody uses it. */
  readonly look?: (chunk: Chunk) => void;
  /** Told of each chunk before it may be given back. */
  readonly onChunk: (chunk: Chunk) => void;
  /** Time spent waiting for the next bytes, and for a slot that somebody still held. */
  readonly onWait: (waited: Waited) => void;
}

export interface Waited extends Waits {
  /** Chunks the slowest taker has not done yet. */
  readonly behindChunks: number;
}

/**
 * Reads a source from its first byte to its last and gives each chunk to every taker. A taker that all others wait for
 * is left behind and reads the rest for itself. Resolves when the last of them is done.
 *
 * @throws the source's failure, the stop's reason, or the first taker's failure when none is left
 */
export async function sourcePass(pass: SourcePass): Promise<void> {
  const { takers, source, job } = pass;
  const leftBehind = new Map<Taker, Promise<void>>();
  allFailed(takers);
  for await (const chunk of sourceChunks(source, chunkOptions(pass, leftBehind))) {
    pass.look?.(chunk);
    for (const taker of takers) if (!leftBehind.has(taker)) taker.push(chunk);
    pass.onChunk(chunk);
    chunk.slot.release();
    allFailed(takers);
  }
  await untilStopped(job.signal, Promise.all(leftBehind.values()));
  await untilStopped(job.signal, Promise.all(takers.map((taker) => taker.drain())));
}

function chunkOptions(
  pass: SourcePass,
  leftBehind: Map<Taker, Promise<void>>,
): Parameters<typeof sourceChunks>[1] {
  const { job, ring, takers, source } = pass;
  const laggards = new LaggardWatch();
  return {
    padBlockBytes: Math.max(1, ...takers.map(({ target }) => target.blockBytes)),
    ring,
    pace: new ChunkPace(ring.slotBytes, preciseOf(job.clock)),
    inFlight: READS_IN_FLIGHT,
    gate: job.gate,
    signal: job.signal,
    ...(job.clock && { clock: job.clock }),
    onWait(waits) {
      const together = takers.filter((taker) => !leftBehind.has(taker));
      pass.onWait({ ...waits, behindChunks: Math.max(0, ...together.map(({ queue }) => queue.length)) });
      const laggard = laggards.waited(together, waits.slotMs);
      // Only an image can be read a second time.
      if (laggard && isImage(source)) leaveBehind(pass, source, laggard, leftBehind);
    },
  };
}

function leaveBehind(
  { job, digests }: SourcePass,
  image: Image,
  taker: Taker,
  leftBehind: Map<Taker, Promise<void>>,
): void {
  const fromByte = taker.queue.dropWaiting();
  if (fromByte === undefined) return;
  job.onFact({ event: 'note', code: 'left-behind', target: taker.target.name });
  const caughtUp = catchUp(taker, image, fromByte, { ...job, digests });
  // It is waited for at the end; a source that changed must not be nobody's rejection until then.
  caughtUp.catch(() => undefined);
  leftBehind.set(taker, caughtUp);
}

/** @throws the first failure when nobody is left */
export function allFailed(takers: readonly Pick<Taker, 'failure'>[]): void {
  const first = takers[0]?.failure;
  if (first && takers.every(({ failure }) => failure)) throw first;
}
