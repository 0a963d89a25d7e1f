import type { JobFact } from '../jobs/events.ts';
import { ChunkPace } from './chunk-pace.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import type { HashFeed } from './hash-feed.ts';
import { type LaneResult, locate, type Mismatch } from './mismatches.ts';
import type { Needs } from './needs.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { type Chunk, readAhead } from './read-ahead.ts';
import { ReadBack } from './read-back.ts';
import { makeRing, type Ring } from './ring.ts';
import { isImage, type Source } from './source.ts';

const READS_IN_FLIGHT = 4;
/** For each of several targets: enough to read one chunk while another is compared. */
const SLOTS = 2;

export interface ProveByDigests {
  readonly job: {
    readonly source: Source;
    readonly gate: Gate;
    readonly signal: AbortSignal;
    readonly onFact: (fact: JobFact) => void;
  };
  readonly sizeBytes: number;
  readonly ring: Ring;
  readonly digests: PieceDigests;
  /** What is not needed is not read back. */
  readonly needs?: Needs;
  readonly reporter: ProgressReporter;
  /** Takes what a single target gives back. */
  readonly hashReadBack?: HashFeed;
}

/** Reads targets back, each at its own pace, and compares with what was recorded while the source passed by. */
export async function proveByDigests(results: readonly LaneResult[], pass: ProveByDigests): Promise<void> {
  // A ring each: what a dying drive delivers too late must not land in another's bytes.
  const ringOf = (): Ring => (results.length === 1 ? pass.ring : makeRing(SLOTS, pass.ring.slotBytes));
  await Promise.all(results.map((result) => proveOne(result, { ...pass, ring: ringOf() })));
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
      pass.hashReadBack?.take(chunk);
      lane.verifiedBytes = atByte + bytes.length;
      slot.release();
      reporter.now();
    }
    lane.verifiedBytes = pass.sizeBytes;
    readBack.end();
  } catch (error) {
    if (!job.signal.aborted) lane.fail(error);
  }
}

async function differencesIn(
  { atByte, bytes }: Chunk,
  { job: { source }, digests, needs }: ProveByDigests,
): Promise<readonly Mismatch[]> {
  const differences: Mismatch[] = [];
  for (const piece of digests.differences(atByte, bytes)) {
    const found = bytes.subarray(piece.atByte - atByte, piece.atByte - atByte + piece.lengthBytes);
    differences.push(...(isImage(source) ? await locate(source, piece, found, needs) : [piece]));
  }
  return differences;
}
