import type { JobFact, Phase } from '../jobs/events.ts';
import type { Clock } from '../ports/clock.ts';
import { asFailure, type Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { catchUp, LaggardWatch } from './catch-up.ts';
import { PieceDigests } from './digests.ts';
import type { Gate } from './gate.ts';
import { type Hasher, startHasher } from './hasher.ts';
import { Lane } from './lane.ts';
import { Mismatches } from './mismatches.ts';
import { Needs } from './needs.ts';
import { ProgressReporter } from './progress-reporter.ts';
import type { Chunk } from './read-ahead.ts';
import { makeRing, type Ring } from './ring.ts';
import { isImage, type Source, sourceChunks } from './source.ts';
import { abandonAll, abandonFailed, untilStopped } from './stopping.ts';
import { type LaneResult, verifyAll } from './verify-pass.ts';
import { watched } from './watched-target.ts';

/** What is read ahead of the writers and not yet given back: 12 slots of 1 MiB, and two more for some further targets. */
const SLOT_BYTES = 1 << 20;
const SLOTS = 12;
const SLOTS_AT_MOST = 24;
const READS_IN_FLIGHT = 6;

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
  readonly digests: PieceDigests;
  readonly needs?: Needs;
  readonly hasher?: Hasher;
  readonly reporter: ProgressReporter;
  /** Of the source, once it was read to its end. */
  sha256?: string | undefined;
  /** Lanes that read the rest for themselves. */
  readonly leftBehind: Map<Lane, Promise<void>>;
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
  const ring = makeRing(Math.min(SLOTS + 2 * Math.max(0, targets.length - 1), SLOTS_AT_MOST), SLOT_BYTES);
  const needs = job.source.mapped && new Needs(job.source.mapped);
  const lanes = targets.map(
    (target, index) =>
      new Lane({
        target,
        clock: job.clock,
        delta: job.delta ?? false,
        resumeAtByte: job.resumeAtBytes?.[index] ?? 0,
        needs,
        isZeroed: job.zeroed?.[index],
      }),
  );
  const hasher = job.hash ? startHasher(ring.memory) : undefined;
  return {
    job,
    ring,
    lanes,
    results: lanes.map((lane) => ({ lane, mismatches: new Mismatches() })),
    digests: new PieceDigests(needs),
    reporter: new ProgressReporter(job, lanes, hasher),
    leftBehind: new Map(),
    ...(hasher && { hasher }),
    ...(needs && { needs }),
  };
}

async function runPasses(pass: Pass): Promise<void> {
  const { job, reporter } = pass;
  await sourcePass(pass);
  const sizeBytes = reporter.readBytes;
  if (job.write) await phase(pass, 'flush', (lane) => lane.commit(sizeBytes));
  allFailed(pass.lanes);
  if (job.verify) await verifyAll(pass.results, { ...pass, sizeBytes });
  if (job.write) await phase(pass, 'finish', (lane) => lane.finish(sizeBytes, pass.sha256, job.verify));
  else await Promise.all(pass.lanes.map((lane) => lane.release()));
}

/** Source → hash, digests and lanes. */
async function sourcePass(pass: Pass): Promise<void> {
  const { job, lanes, reporter, hasher } = pass;
  const { source, signal } = job;
  reporter.begin(job.write ? 'write' : 'read', source.sizeBytes);
  if (job.write && source.sizeBytes !== undefined) for (const lane of lanes) lane.fits(source.sizeBytes);
  allFailed(lanes);
  for await (const chunk of sourceChunks(source, chunkOptions(pass))) {
    distribute(pass, chunk);
    reporter.sourceRead(chunk.atByte + chunk.bytes.length);
    allFailed(lanes);
  }
  await untilStopped(signal, Promise.all(pass.leftBehind.values()));
  await untilStopped(signal, Promise.all(lanes.map((lane) => lane.drain())));
  pass.sha256 = await hasher?.digest();
  await source.settle?.();
  await job.approve?.(pass.sha256);
  reporter.end();
}

function chunkOptions(pass: Pass): Parameters<typeof sourceChunks>[1] {
  const { job, ring, lanes, reporter } = pass;
  const laggards = new LaggardWatch();
  return {
    padBlockBytes: Math.max(1, ...lanes.map(({ target }) => target.blockBytes)),
    ring,
    inFlight: READS_IN_FLIGHT,
    gate: job.gate,
    signal: job.signal,
    onWait(waits) {
      reporter.waited(waits);
      const laggard = laggards.waited(withOthers(pass), waits.slotMs);
      if (laggard) leaveBehind(pass, laggard);
    },
  };
}

/** Lanes that still take their bytes from the common ring. */
function withOthers({ lanes, leftBehind }: Pass): Lane[] {
  return lanes.filter((lane) => !leftBehind.has(lane));
}

/** Only an image can be read a second time. */
function leaveBehind({ job, leftBehind }: Pass, lane: Lane): void {
  if (!isImage(job.source)) return;
  const fromByte = lane.queue.dropWaiting();
  if (fromByte === undefined) return;
  job.onFact({ event: 'note', code: 'left-behind', target: lane.target.name });
  leftBehind.set(lane, catchUp(lane, job.source, fromByte, job));
}

function distribute(pass: Pass, chunk: Chunk): void {
  const { job, digests, hasher } = pass;
  if (hasher) {
    chunk.slot.hold();
    void hasher.update(chunk.bytes).finally(() => chunk.slot.release());
  }
  if (job.write) for (const lane of withOthers(pass)) lane.push(chunk);
  if (job.verify) digests.record(chunk.atByte, chunk.bytes);
  chunk.slot.release();
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

function allFailed(lanes: readonly Lane[]): void {
  const first = lanes[0]?.failure;
  if (first && lanes.every(({ failure }) => failure)) throw first;
}
