import type { JobFact } from '../../contract/events/events.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import type { Needs } from './block-map-filter.ts';
import { ChunkPace } from './chunk-pace.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import type { HashFeed } from './hash-feed.ts';
import { type LaneResult, locate, type Mismatch } from './mismatches.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { type Chunk, readAhead } from './read-ahead.ts';
import { ReadBack } from './read-back.ts';
import { makeRing, type Ring } from './ring.ts';
import type { SeenSource } from './seen-source.ts';

const READS_IN_FLIGHT = 4;
/** For each of several targets: enough to read one chunk while another is compared. */
const SLOTS = 2;

export interface ProveByDigests {
  readonly job: {
    readonly gate: Gate;
    readonly signal: AbortSignal;
    readonly onFact: (fact: JobFact) => void;
  };
  readonly sizeBytes: number;
  readonly ring: Ring;
  readonly digests: PieceDigests;
  /** The source, when it can be read again: it says where in a stretch a difference is. */
  readonly seen?: SeenSource | undefined;
  /** What is not needed is not read back. */
  readonly needs?: Needs;
  readonly reporter: ProgressReporter;
  /** Takes what the first target gives back, as far as it is equal. */
  readonly hashReadBack?: HashFeed | undefined;
}

/**
 * Reads targets back, each at its own pace, and compares with what was recorded while the source passed by. A target's
 * failure ends only its part.
 *
 * @throws Failure `source-changed` when a difference cannot be judged: the source is not what it was
 */
export async function proveByDigests(results: readonly LaneResult[], pass: ProveByDigests): Promise<void> {
  const change = new AbortController();
  const signal = AbortSignal.any([pass.job.signal, change.signal]);
  // A ring each: what a dying drive delivers too late must not land in another's bytes.
  const ringAt = (index: number): Ring => (index === 0 ? pass.ring : makeRing(SLOTS, pass.ring.slotBytes));
  const proofs = results.map((result, index) =>
    proveOne(result, {
      ...pass,
      job: { ...pass.job, signal },
      ring: ringAt(index),
      hashReadBack: index === 0 ? pass.hashReadBack : undefined,
    }).catch((error: unknown) => change.abort(error)),
  );
  await Promise.all(proofs);
  change.signal.throwIfAborted();
}

/** Goes on after a difference, so that the whole extent of the damage is known. */
async function proveOne({ lane, mismatches }: LaneResult, pass: ProveByDigests): Promise<void> {
  const { job, needs, reporter } = pass;
  const readBack = new ReadBack(lane, mismatches, job.onFact);
  const chunks = readAhead((atByte, into) => readBack.read(atByte, into), {
    sizeBytes: pass.sizeBytes,
    readBlockBytes: lane.target.blockBytes,
    padBlockBytes: lane.target.blockBytes,
    ring: pass.ring,
    pace: new ChunkPace(pass.ring.slotBytes),
    inFlight: READS_IN_FLIGHT,
    ...(needs && { skips: (atByte, lengthBytes) => !needs.touch(atByte, lengthBytes) }),
    gate: job.gate,
    signal: job.signal,
    onWait: ({ readMs }) => reporter.waitedForTarget(readMs),
  });
  try {
    for await (const chunk of chunks) {
      const { atByte, bytes, slot } = chunk;
      const found = readBack.couldRead(atByte)
        ? await differencesIn(chunk, pass)
        : [{ atByte, lengthBytes: bytes.length }];
      for (const difference of found) readBack.note(difference);
      if (found.length === 0) pass.hashReadBack?.take(chunk);
      lane.verifiedBytes = atByte + bytes.length;
      slot.release();
      reporter.now();
    }
    lane.verifiedBytes = pass.sizeBytes;
    readBack.end();
  } catch (error) {
    if (asFailure(error).code === 'source-changed') throw error;
    if (!job.signal.aborted) lane.fail(error);
  }
}

async function differencesIn(
  { atByte, bytes }: Chunk,
  { seen, digests, needs }: ProveByDigests,
): Promise<readonly Mismatch[]> {
  const differences: Mismatch[] = [];
  for (const place of digests.differences(atByte, bytes)) {
    const found = bytes.subarray(place.atByte - atByte, place.atByte - atByte + place.lengthBytes);
    differences.push(...(seen ? await locate(seen, place, found, needs) : [place]));
  }
  return differences;
}
