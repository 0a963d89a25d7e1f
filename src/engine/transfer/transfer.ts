import type { JobFact, Phase } from '../jobs/events.ts';
import type { Clock } from '../ports/clock.ts';
import { asFailure, type Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { Target } from '../ports/target.ts';
import { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { type Hasher, startHasher } from './hasher.ts';
import { Lane } from './lane.ts';
import { Mismatches } from './mismatches.ts';
import { ProgressReporter } from './progress-reporter.ts';
import { type Chunk, readAhead } from './read-ahead.ts';
import { makeRing, type Ring } from './ring.ts';
import { verifyLane } from './verify-lane.ts';

/** What is read ahead of the writers and not yet given back: 8 slots of 1 MiB, and two more for each further target. */
const SLOT_BYTES = 1 << 20;
const SLOTS = 8;
const READS_IN_FLIGHT = 4;
/** How long a stop waits for requests that a dying drive does not answer. */
const STOP_PATIENCE_MS = 10_000;

export interface TransferJob {
  readonly image: Image;
  readonly targets: readonly Target[];
  /** False: only read and compare (`verify`). */
  readonly write: boolean;
  readonly verify: boolean;
  /** SHA-256 of the source on the way. */
  readonly hash: boolean;
  /** Everything was read: last chance to refuse, before any target gets its head and so becomes usable. */
  readonly approve?: (sha256: string | undefined) => Promise<void>;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onFact: (fact: JobFact) => void;
}

export interface TransferResult {
  /** Why everything ended early: the source's failure, a stop, or the first target's when none is left. */
  readonly failure?: Failure;
  readonly sha256?: string;
  readonly lanes: readonly LaneResult[];
}

export interface LaneResult {
  readonly lane: Lane;
  readonly mismatches: Mismatches;
}

/**
 * Reads an image once, gives it to every target, flushes, reads each back and compares. The only copy loop there is.
 *
 * A target's failure ends only its lane; the source's failure and a stop end everything. Failures stand in the result,
 * with the state of every target: this never throws.
 */
export async function transfer(job: TransferJob): Promise<TransferResult> {
  const ring = makeRing(SLOTS + 2 * Math.max(0, job.targets.length - 1), SLOT_BYTES);
  const lanes = job.targets.map((target) => new Lane(target, job.image.sizeBytes, job.clock));
  const hasher = job.hash ? startHasher(ring.memory) : undefined;
  const results = lanes.map((lane) => ({ lane, mismatches: new Mismatches() }));
  const pass: Pass = {
    job,
    ring,
    lanes,
    results,
    digests: new PieceDigests(job.image.sizeBytes),
    reporter: new ProgressReporter(job, lanes, hasher),
    ...(hasher ? { hasher } : {}),
  };
  for (const lane of lanes) lane.onProgress = () => pass.reporter.now();
  const sayStopping = (): void => pass.reporter.begin('stopping', undefined);
  job.signal.addEventListener('abort', sayStopping);
  try {
    const sha256 = await runPasses(pass);
    await abandonFailed(lanes);
    return sha256 === undefined ? { lanes: results } : { lanes: results, sha256 };
  } catch (error) {
    await abandonAll(lanes);
    return { lanes: results, failure: asFailure(error) };
  } finally {
    job.signal.removeEventListener('abort', sayStopping);
    await hasher?.close();
  }
}

interface Pass {
  readonly job: TransferJob;
  readonly ring: Ring;
  readonly lanes: readonly Lane[];
  readonly results: readonly LaneResult[];
  readonly digests: PieceDigests;
  readonly hasher?: Hasher;
  readonly reporter: ProgressReporter;
}

async function runPasses(pass: Pass): Promise<string | undefined> {
  const { job } = pass;
  const sha256 = await sourcePass(pass);
  if (job.write) await phase(pass, 'flush', (lane) => lane.commit());
  if (job.verify) await verifyPass(pass);
  if (job.write) await phase(pass, 'finish', (lane) => lane.finish(sha256, job.verify));
  else await Promise.all(pass.lanes.map((lane) => lane.release()));
  return sha256;
}

/** Source → hash, digests and lanes. Returns the source's SHA-256. */
async function sourcePass(pass: Pass): Promise<string | undefined> {
  const { job, lanes, reporter, hasher } = pass;
  reporter.begin(job.write ? 'write' : 'read', job.image.sizeBytes);
  if (job.write) {
    await Promise.all(lanes.map((lane) => lane.begin()));
    allFailed(lanes);
  }
  for await (const chunk of sourceChunks(pass)) {
    distribute(pass, chunk);
    reporter.sourceRead(chunk.atByte + chunk.bytes.length);
    if (job.write) allFailed(lanes);
  }
  await untilStopped(job.signal, Promise.all(lanes.map((lane) => lane.drain())));
  const sha256 = await hasher?.digest();
  await job.image.settle?.();
  await job.approve?.(sha256);
  reporter.end();
  return sha256;
}

function sourceChunks({ job, ring, lanes, reporter }: Pass): AsyncGenerator<Chunk> {
  return readAhead((atByte, into) => job.image.read(atByte, into), {
    sizeBytes: job.image.sizeBytes,
    readBlockBytes: 1,
    padBlockBytes: Math.max(1, ...lanes.map(({ target }) => target.blockBytes)),
    ring,
    inFlight: READS_IN_FLIGHT,
    gate: job.gate,
    signal: job.signal,
    onWait: (waited) => reporter.waited(waited),
  });
}

function distribute({ job, lanes, digests, hasher }: Pass, chunk: Chunk): void {
  if (hasher) {
    chunk.slot.hold();
    void hasher.update(chunk.bytes).finally(() => chunk.slot.release());
  }
  if (job.write) for (const lane of lanes) lane.push(chunk);
  if (job.verify) digests.record(chunk.atByte, chunk.bytes);
  chunk.slot.release();
}

async function verifyPass({ job, ring, digests, reporter, results, lanes }: Pass): Promise<void> {
  allFailed(lanes);
  reporter.begin('verify', job.image.sizeBytes);
  await Promise.all(
    results
      .filter(({ lane }) => !lane.failure)
      .map(({ lane, mismatches }) => verifyLane({ job, ring, digests, lane, mismatches, reporter })),
  );
  job.signal.throwIfAborted();
  reporter.end();
}

async function phase(
  { lanes, job, reporter }: Pass,
  name: Phase,
  work: (lane: Lane) => Promise<void>,
): Promise<void> {
  job.signal.throwIfAborted();
  allFailed(lanes);
  reporter.begin(name, undefined);
  await Promise.all(lanes.map((lane) => (lane.failure ? undefined : work(lane))));
}

/** Rejects with the signal's reason as soon as it comes; `work` goes on and is waited for elsewhere. */
async function untilStopped(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function allFailed(lanes: readonly Lane[]): void {
  const first = lanes[0]?.failure;
  if (first && lanes.every(({ failure }) => failure)) throw first;
}

async function abandonFailed(lanes: readonly Lane[]): Promise<void> {
  await Promise.all(lanes.map((lane) => (lane.failure ? lane.abandon() : undefined)));
}

/** Lets what is under way come to its end, then closes. A drive that does not answer is given up after a while. */
async function abandonAll(lanes: readonly Lane[]): Promise<void> {
  const patience = new AbortController();
  const settled = Promise.all(
    lanes.map(async (lane) => {
      lane.stop();
      await lane.drain();
    }),
  );
  await Promise.race([settled, waitMs(STOP_PATIENCE_MS, patience.signal)]);
  patience.abort();
  await Promise.all(lanes.map((lane) => lane.abandon()));
}

function waitMs(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
