import type { JobFact } from '../jobs/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Image } from '../ports/image.ts';
import type { Target } from '../ports/target.ts';
import { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { HashFeed } from './hash-feed.ts';
import type { Digest } from './hash-worker.ts';
import { startHasher } from './hasher.ts';
import { Lane } from './lane.ts';
import { isLate } from './late.ts';
import { type LaneResult, Mismatches } from './mismatches.ts';
import { Needs } from './needs.ts';
import { ProgressReporter } from './progress-reporter.ts';
import { readsBackAtOnce } from './prove-by-source.ts';
import { type Ring, ringFor } from './ring.ts';
import { againOf, type Source } from './source.ts';

export interface TransferJob {
  readonly source: Source;
  readonly targets: readonly Target[];
  /** False: only read and compare (`verify`). */
  readonly write: boolean;
  readonly verify: boolean;
  /** SHA-256 of the source on the way. */
  readonly hash: boolean;
  /** With `hash`: one for each piece as well, for a receipt. */
  readonly tree?: boolean;
  /** Read each target first and write only what differs. */
  readonly delta?: boolean;
  /** For each target whether it is known to hold zeros everywhere: then zeros are not written. */
  readonly zeroed?: readonly boolean[];
  /** For each target the place before which an earlier run made everything safe. */
  readonly resumeAtBytes?: readonly number[];
  /** Everything was read: last chance to refuse, before any target gets its head and so becomes usable. */
  readonly approve?: (sha256: string | undefined) => Promise<void>;
  /**
   * Nobody sees the only target before it is proved (an output file). So what need only be known by then is done while it
   * is read back: the SHA-256 is taken of the bytes read back, and the source is looked at for the last time.
   */
  readonly unseenUntilProved?: boolean;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onFact: (fact: JobFact) => void;
}

/** What all steps of a transfer share. */
export interface Pass {
  readonly job: TransferJob;
  readonly ring: Ring;
  readonly lanes: readonly Lane[];
  readonly results: readonly LaneResult[];
  /** What the targets are compared with when the source is not read again. */
  readonly digests?: PieceDigests;
  /** The source for the proof, when reading it again costs little. */
  readonly again?: Image;
  /** What the targets must hold, when that is not everything. */
  readonly needs?: Needs;
  readonly hash: HashFeed;
  readonly reporter: ProgressReporter;
  /** Of the source, once it was hashed to its end. */
  digest?: Digest | undefined;
}

export function preparePass(job: TransferJob, targets: readonly Target[]): Pass {
  const ring = ringFor(targets.length, targets.length * readsBackAtOnce(targets.length));
  const needs = job.source.mapped && new Needs(job.source.mapped);
  const lanes = targets.map((target, index) => laneOf(job, target, index, needs));
  const hasher = job.hash ? startHasher(ring.memory, job.tree) : undefined;
  const isProved = job.write && job.verify;
  const again = isProved ? againOf(job.source) : undefined;
  return {
    job,
    ring,
    lanes,
    results: lanes.map((lane) => ({ lane, mismatches: new Mismatches() })),
    // A checksum to be approved must be known before any target becomes usable.
    hash: new HashFeed(hasher, again !== undefined && job.approve === undefined, isLate(job)),
    reporter: new ProgressReporter(job, lanes),
    ...(again && { again }),
    ...(isProved && !again && { digests: new PieceDigests(needs) }),
    ...(needs && { needs }),
  };
}

function laneOf(job: TransferJob, target: Target, index: number, needs: Needs | undefined): Lane {
  return new Lane({
    target,
    clock: job.clock,
    delta: job.delta ?? false,
    resumeAtByte: job.resumeAtBytes?.[index] ?? 0,
    needs,
    isZeroed: job.zeroed?.[index],
    async mayWrite() {
      await job.gate.pass(job.signal);
      return !job.signal.aborted;
    },
  });
}

/** Last words of the source, before anything becomes usable. @throws what the source or whoever approves it says */
export async function settle(pass: Pass): Promise<void> {
  const { job, reporter } = pass;
  await finishHash(pass);
  await job.source.settle?.();
  await job.approve?.(pass.digest?.sha256);
  reporter.end();
}

/** Takes the digest when everything was hashed by now. */
export async function finishHash(pass: Pass): Promise<void> {
  const { reporter, hash } = pass;
  pass.digest ??= await hash.digest(reporter.readBytes);
  reporter.sha256 = pass.digest?.sha256;
}
