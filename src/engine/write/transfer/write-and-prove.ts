import type { Phase } from '../../contract/events/progress-fact.ts';
import { isLate, whileSettling } from './hash-during-read-back.ts';
import { hashRest } from './hash-rest.ts';
import type { Lane } from './lane.ts';
import type { LaneResult } from './mismatches.ts';
import { finishHash, noteLeftOut, settle } from './pass.ts';
import type { Pass } from './pass-parts.ts';
import { proveByDigests } from './prove-by-digests.ts';
import { passedOf } from './source.ts';
import { allFailed, sourcePass } from './source-pass.ts';
import { verifyAll } from './verify-pass.ts';

/** The source once for the targets; then each target is read back and held against what passed. */
export async function writeAndProve(pass: Pass): Promise<void> {
  const { job, reporter, hash, lanes } = pass;
  await writePass(pass);
  const sizeBytes = reporter.readBytes;
  await phase(pass, 'flush', (lane) => lane.commit(sizeBytes));
  allFailed(lanes);
  hash.goOn();
  if (job.verify) await proveAll(pass, sizeBytes);
  await tellHash(pass);
  await phase(pass, 'finish', (lane) => lane.finish(sizeBytes, pass.digest?.sha256, job.verify));
}

/** A hash that rested is known now, and told. */
async function tellHash(pass: Pass): Promise<void> {
  const wasKnown = pass.digest !== undefined;
  await finishHash(pass);
  if (!wasKnown && pass.digest && !isLate(pass.job)) pass.reporter.end();
}

/** Source → hash, digests and lanes. */
async function writePass(pass: Pass): Promise<void> {
  const { job, lanes, reporter, hash, digests, needs } = pass;
  const { source } = job;
  reporter.begin('write', source.sizeBytes);
  const { sizeBytes } = source;
  if (sizeBytes !== undefined) for (const lane of lanes) lane.fits(sizeBytes, sizeBytes);
  await sourcePass({
    ...pass,
    source,
    takers: lanes,
    look: (chunk) => needs?.see(chunk.atByte, chunk.bytes),
    onChunk(chunk) {
      hash.take(chunk);
      // A stream that is not compared with its target is never compared with anything.
      if (pass.seen || job.verify) digests.record(chunk.atByte, chunk.bytes);
      passedOf(source)?.(chunk.bytes);
      reporter.sourceRead(chunk.atByte + chunk.bytes.length);
    },
    onWait(waited) {
      reporter.waited(waited, hash.pending);
      if (hash.pending > waited.behindChunks) hash.heldUp(waited.slotMs);
    },
  });
  noteLeftOut(pass);
  if (isLate(job)) reporter.end();
  else await settle(pass);
}

async function proveAll(pass: Pass, sizeBytes: number): Promise<void> {
  const { job, results } = pass;
  const prove = (around: Pass): Promise<void> =>
    verifyAll(results, { ...around, sizeBytes, prove: wayToProve(around, sizeBytes) });
  if (isLate(job)) await whileSettling(pass, (signal) => prove({ ...pass, job: { ...job, signal } }));
  else await prove(pass);
  // The SHA-256 of bytes that differ is nobody's.
  allFailed(pass.lanes);
  await hashRest(pass, sizeBytes);
}

/** A SHA-256 that is taken of the bytes read back begins with the first of them, each time they are. */
function wayToProve(pass: Pass, sizeBytes: number): (results: readonly LaneResult[]) => Promise<void> {
  const { job, hash } = pass;
  return (results) => {
    if (isLate(job)) hash.startAnew();
    return proveByDigests(results, { ...pass, sizeBytes, hashReadBack: hash });
  };
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
