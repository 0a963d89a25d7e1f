import type { JobFact } from '../jobs/events.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import type { Lane } from './lane.ts';
import { locate, type Mismatch, type Mismatches } from './mismatches.ts';
import type { Needs } from './needs.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { readAhead } from './read-ahead.ts';
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
  /** What is not needed is not read back. */
  readonly needs?: Needs;
  readonly lane: Lane;
  readonly mismatches: Mismatches;
  readonly reporter: ProgressReporter;
}

/**
 * Reads a target back and compares it with what was recorded of the source. Goes on after a difference, so that the
 * whole extent of the damage is known. A place that cannot be read fails the lane at the end.
 */
export async function verifyLane(verify: VerifyLane): Promise<void> {
  const { job, ring, lane, digests, needs, reporter } = verify;
  const unreadable = new Map<number, Failure>();
  const chunks = readAhead((atByte, into) => readBack(lane, unreadable, atByte, into), {
    sizeBytes: verify.sizeBytes,
    readBlockBytes: lane.target.blockBytes,
    padBlockBytes: lane.target.blockBytes,
    ring,
    inFlight: READS_IN_FLIGHT,
    ...(needs && { skips: (atByte, lengthBytes) => !needs.touch(atByte, lengthBytes) }),
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
    lane.verifiedBytes = verify.sizeBytes;
    tell(verify, true);
    const [cannotRead] = unreadable.values();
    if (cannotRead) lane.fail(cannotRead);
  } catch (error) {
    if (!job.signal.aborted) lane.fail(error);
  }
}

/** A place that cannot be read is tried once more, then remembered, and the rest is still looked at. */
async function readBack(
  lane: Lane,
  unreadable: Map<number, Failure>,
  atByte: number,
  into: Uint8Array,
): Promise<void> {
  const first = await failureOf(lane.target.read(atByte, into));
  if (!first) return;
  lane.retriedReads++;
  const second = await failureOf(lane.target.read(atByte, into));
  if (!second) return;
  if (second.code !== 'target-read-failed' || unreadable.size >= UNREADABLE_AT_MOST) throw second;
  unreadable.set(atByte, second);
}

async function failureOf(work: Promise<void>): Promise<Failure | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return asFailure(error);
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
  note(verify, isImage(source) ? await locate(source, piece, found, verify.needs) : piece);
}

function note(verify: VerifyLane, found: Mismatch): void {
  verify.mismatches.add(found);
  tell(verify, false);
}

/** A stretch is told when it is known how far it goes. */
function tell({ job, lane, mismatches }: VerifyLane, isEnd: boolean): void {
  for (const bad of mismatches.closed(isEnd)) job.onFact({ event: 'bad', target: lane.target.name, ...bad });
}

/** A lane on which something still differs has failed, at the first place. */
export function failUnproved({ lane, mismatches }: Pick<VerifyLane, 'lane' | 'mismatches'>): void {
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
