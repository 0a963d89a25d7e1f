import type { JobFact, Phase } from '../jobs/events.ts';
import type { Clock } from '../ports/clock.ts';
import { asFailure, type Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { Target } from '../ports/target.ts';
import { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { HashFeed } from './hash-feed.ts';
import { type Hasher, startHasher } from './hasher.ts';
import { Lane } from './lane.ts';
import { isLate, whileSettling } from './late.ts';
import { type LaneResult, Mismatches } from './mismatches.ts';
import { Needs } from './needs.ts';
import { ProgressReporter } from './progress-reporter.ts';
import { proveByDigests } from './prove-by-digests.ts';
import { proveBySource } from './prove-by-source.ts';
import { failUnproved } from './read-back.ts';
import { type Ring, ringFor } from './ring.ts';
import { againOf, type Source } from './source.ts';
import { allFailed, sourcePass } from './source-pass.ts';
import { abandonAll, abandonFailed } from './stopping.ts';
import { verifyAll } from './verify-pass.ts';
import { watched } from './watched-target.ts';

export interface TransferJob {
  readonly source: Source;
  readonly targets: readonly Target[];
  /** False: only read and compare (`verify`). */
  readonly write: boolean;
  readonly verify: boolean;
  /** SHA-256 of the source on the way. */
  readonly hash: boolean;
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

export interface TransferResult {
  /** Why everything ended early: the source's failure, a stop, or the first target's when none is left. */
  readonly failure?: Failure;
  readonly sha256?: string;
  /** Bytes read from the source: its size, once it was read to the end. */
  readonly sizeBytes: number;
  readonly lanes: readonly LaneResult[];
}

/** What all steps of a transfer share. */
interface Pass {
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
  readonly hasher?: Hasher;
  readonly hash: HashFeed;
  readonly reporter: ProgressReporter;
  /** Of the source, once it was hashed to its end. */
  sha256?: string | undefined;
}

/**
 * Reads a source once, gives it to every target, flushes, reads each back and compares. The only copy loop there is.
 *
 * A target's failure ends only its lane; the source's failure and a stop end everything. Failures stand in the result,
 * with the state of every target: this never throws.
 */
export async function transfer(job: TransferJob): Promise<TransferResult> {
  const targets = job.targets.map((target) =>
    watched(target, { nowMs: job.clock.nowMs, onNote: job.onFact }),
  );
  const pass = prepare(job, targets);
  const { lanes, reporter } = pass;
  for (const lane of lanes) lane.onProgress = () => reporter.now();
  const sayStopping = (): void => reporter.begin('stopping', undefined);
  job.signal.addEventListener('abort', sayStopping);
  try {
    await runPasses(pass);
    await abandonFailed(lanes);
    return whole(pass);
  } catch (error) {
    await abandonAll(lanes);
    return { ...whole(pass), failure: asFailure(error) };
  } finally {
    job.signal.removeEventListener('abort', sayStopping);
    for (const target of targets) target.unwatch();
    await pass.hasher?.close();
  }
}

/** What is known at the end, however it came. */
function whole({ results, reporter, sha256 }: Pass): TransferResult {
  return { lanes: results, sizeBytes: reporter.readBytes, ...(sha256 !== undefined && { sha256 }) };
}

function prepare(job: TransferJob, targets: readonly Target[]): Pass {
  const ring = ringFor(targets.length);
  const needs = job.source.mapped && new Needs(job.source.mapped);
  const mayWrite = async (): Promise<boolean> => {
    await job.gate.pass(job.signal);
    return !job.signal.aborted;
  };
  const lanes = targets.map(
    (target, index) =>
      new Lane({
        target,
        clock: job.clock,
        delta: job.delta ?? false,
        resumeAtByte: job.resumeAtBytes?.[index] ?? 0,
        needs,
        mayWrite,
        isZeroed: job.zeroed?.[index],
      }),
  );
  const hasher = job.hash ? startHasher(ring.memory) : undefined;
  const again = job.write && job.verify ? againOf(job.source) : undefined;
  return {
    job,
    ring,
    lanes,
    results: lanes.map((lane) => ({ lane, mismatches: new Mismatches() })),
    // A checksum to be approved must be known before any target becomes usable.
    hash: new HashFeed(hasher, again !== undefined && job.approve === undefined, isLate(job)),
    reporter: new ProgressReporter(job, lanes, isLate(job) ? undefined : hasher),
    ...(again && { again }),
    ...(job.write && job.verify && !again && { digests: new PieceDigests(needs) }),
    ...(hasher && { hasher }),
    ...(needs && { needs }),
  };
}

async function runPasses(pass: Pass): Promise<void> {
  if (pass.job.write) await writeAndProve(pass);
  else await compareOnly(pass);
}

/** The source once for the targets; for the proof once more, where that costs little. */
async function writeAndProve(pass: Pass): Promise<void> {
  const { job, reporter, hash, lanes } = pass;
  await writePass(pass);
  const sizeBytes = reporter.readBytes;
  await phase(pass, 'flush', (lane) => lane.commit(sizeBytes));
  allFailed(lanes);
  hash.goOn();
  if (job.verify) await proveAll(pass, sizeBytes);
  pass.sha256 ??= await hash.digest(sizeBytes);
  await phase(pass, 'finish', (lane) => lane.finish(sizeBytes, pass.sha256, job.verify));
}

/** Source → hash, digests and lanes. */
async function writePass(pass: Pass): Promise<void> {
  const { job, lanes, reporter, hash, digests } = pass;
  const { source } = job;
  reporter.begin('write', source.sizeBytes);
  if (source.sizeBytes !== undefined) for (const lane of lanes) lane.fits(source.sizeBytes);
  await sourcePass({
    ...pass,
    source,
    takers: lanes,
    onChunk(chunk) {
      hash.take(chunk);
      digests?.record(chunk.atByte, chunk.bytes);
      reporter.sourceRead(chunk.atByte + chunk.bytes.length);
    },
    onWait(waited) {
      reporter.waited(waited, hash.pending);
      if (hash.pending > waited.behindChunks) hash.heldUp(waited.slotMs);
    },
  });
  if (isLate(job)) reporter.end();
  else await settle(pass);
}

/** Last words of the source, before anything becomes usable. */
async function settle(pass: Pass): Promise<void> {
  const { job, reporter, hash } = pass;
  pass.sha256 = await hash.digest(reporter.readBytes);
  await job.source.settle?.();
  await job.approve?.(pass.sha256);
  reporter.end();
}

async function proveAll(pass: Pass, sizeBytes: number): Promise<void> {
  const { job, results } = pass;
  const prove = (around: Pass): Promise<void> =>
    verifyAll(results, { ...around, sizeBytes, prove: wayToProve(around, sizeBytes) });
  if (!isLate(job)) return prove(pass);
  await whileSettling(job, (signal) => prove({ ...pass, job: { ...job, signal } }));
  // The SHA-256 of bytes that differ is nobody's.
  allFailed(pass.lanes);
}

function wayToProve(pass: Pass, sizeBytes: number): (results: readonly LaneResult[]) => Promise<void> {
  const { job, hash, digests, again } = pass;
  if (digests && isLate(job))
    return (results) => {
      hash.startAnew();
      return proveByDigests(results, { ...pass, digests, sizeBytes, hashReadBack: hash });
    };
  if (digests) return (results) => proveByDigests(results, { ...pass, digests, sizeBytes });
  return async (results) => {
    await proveBySource(results, { ...pass, source: again ?? pass.job.source });
    await again?.settle?.();
  };
}

/** Source and targets beside each other; nothing is written. */
async function compareOnly(pass: Pass): Promise<void> {
  const { job, lanes, results, reporter } = pass;
  reporter.begin(lanes.length === 0 ? 'read' : 'verify', job.source.sizeBytes);
  await proveBySource(results, {
    ...pass,
    source: job.source,
    onRead: (readBytes) => reporter.sourceRead(readBytes),
  });
  for (const result of results) failUnproved(result);
  await settle(pass);
  await Promise.all(lanes.map((lane) => lane.release()));
}

async function phase(
  { lanes, job, reporter }: Pass,
  name: Phase,
  work: (lane: Lane) => Promise<void>,
): Promise<void> {
  await job.gate.pass(job.signal);
  job.signal.throwIfAborted();
  allFailed(lanes);
  reporter.begin(name, undefined);
  await Promise.all(lanes.map((lane) => (lane.failure ? undefined : work(lane))));
}
