import type { JobFact } from '../jobs/events.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import type { Lane } from './lane.ts';
import { locate, type Mismatch, type Mismatches } from './mismatches.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { readAhead } from './read-ahead.ts';
import { repair } from './repair.ts';
import type { Ring } from './ring.ts';
import { isImage, type Source } from './source.ts';

const READS_IN_FLIGHT = 4;
/** After so many places that cannot be read, the drive is given up. */
const UNREADABLE_AT_MOST = 16;

export interface VerifyLane {
  readonly job: {
    readonly source: Source;
    /** What differs may be written again. */
    readonly write: boolean;
    readonly gate: Gate;
    readonly signal: AbortSignal;
    readonly onFact: (fact: JobFact) => void;
  };
  readonly sizeBytes: number;
  readonly ring: Ring;
  readonly digests: PieceDigests;
  readonly lane: Lane;
  readonly mismatches: Mismatches;
  readonly reporter: ProgressReporter;
}

/**
 * Reads a target back and compares it with what was recorded of the source. Goes on after a difference, so that the
 * whole extent of the damage is known; the lane fails with `verify-mismatch` or `target-read-failed` at the end.
 */
export async function verifyLane(verify: VerifyLane): Promise<void> {
  const { job, ring, lane, digests, reporter } = verify;
  const unreadable = new Map<number, Failure>();
  const chunks = readAhead((atByte, into) => readBack(lane, unreadable, atByte, into), {
    sizeBytes: verify.sizeBytes,
    readBlockBytes: lane.target.blockBytes,
    padBlockBytes: lane.target.blockBytes,
    ring,
    inFlight: READS_IN_FLIGHT,
    gate: job.gate,
    signal: job.signal,
    onWait: ({ readMs }) => reporter.waitedForTarget(readMs),
  });
  try {
    for await (const { atByte, bytes, slot } of chunks) {
      if (unreadable.has(atByte)) note(verify, { atByte, lengthBytes: bytes.length });
      else
        for (const piece of digests.differences(atByte, bytes)) await examine(verify, piece, atByte, bytes);
      lane.verifiedBytes = atByte + bytes.length;
      slot.release();
      reporter.now();
    }
    await mend(verify, unreadable);
    fail(verify, unreadable);
  } catch (error) {
    if (!job.signal.aborted) lane.fail(error);
  }
}

/** A place that cannot be read is remembered, and the rest is still looked at. */
async function readBack(
  lane: Lane,
  unreadable: Map<number, Failure>,
  atByte: number,
  into: Uint8Array,
): Promise<void> {
  try {
    await lane.target.read(atByte, into);
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code !== 'target-read-failed' || unreadable.size >= UNREADABLE_AT_MOST) throw failure;
    unreadable.set(atByte, failure);
  }
}

async function examine(
  verify: VerifyLane,
  piece: { atByte: number; lengthBytes: number },
  atByte: number,
  bytes: Uint8Array,
): Promise<void> {
  const found = bytes.subarray(piece.atByte - atByte, piece.atByte - atByte + piece.lengthBytes);
  const { source } = verify.job;
  note(verify, isImage(source) ? await locate(source, piece, found) : piece);
}

function note({ job, lane, mismatches }: VerifyLane, found: Mismatch): void {
  if (mismatches.add(found)) job.onFact({ event: 'bad', target: lane.target.name, ...found });
}

/** Differences are written once more and read back; those that are right now leave the list. */
async function mend(
  { job, lane, mismatches }: VerifyLane,
  unreadable: ReadonlyMap<number, Failure>,
): Promise<void> {
  if (!job.write || !isImage(job.source) || unreadable.size > 0 || mismatches.list.length === 0) return;
  const repaired = await repair(lane, job.source, mismatches.list);
  for (const { atByte, lengthBytes } of repaired) {
    const text = `${lengthBytes} bytes at ${atByte}`;
    job.onFact({ event: 'note', code: 'repaired', target: lane.target.name, text });
  }
  mismatches.mend(repaired);
}

function fail({ lane, mismatches }: VerifyLane, unreadable: Map<number, Failure>): void {
  const [cannotRead] = unreadable.values();
  if (cannotRead) lane.fail(cannotRead);
  const first = mismatches.list[0];
  if (!first || lane.failure) return;
  lane.fail(
    new Failure('verify-mismatch', {
      target: lane.target.name,
      atByte: first.atByte,
      lengthBytes: first.lengthBytes,
      badBytes: mismatches.badBytes,
      ...(first.file === undefined ? {} : { file: first.file }),
    }),
  );
}
