import type { Phase } from '../jobs/progress-fact.ts';
import type { Lane } from './lane.ts';
import { isLate, whileSettling } from './late.ts';
import type { LaneResult } from './mismatches.ts';
import { finishHash, type Pass, settle } from './pass.ts';
import { proveByDigests } from './prove-by-digests.ts';
import { proveBySource } from './prove-by-source.ts';
import { allFailed, sourcePass } from './source-pass.ts';
import { verifyAll } from './verify-pass.ts';

/** The source once for the targets; for the proof once more, where that costs little. */
export async function writeAndProve(pass: Pass): Promise<void> {
  const { job, reporter, hash, lanes } = pass;
  await writePass(pass);
  const sizeBytes = reporter.readBytes;
  await phase(pass, 'flush', (lane) => lane.commit(sizeBytes));
  allFailed(lanes);
  hash.goOn();
  if (job.verify) await proveAll(pass, sizeBytes);
  await finishHash(pass);
  await phase(pass, 'finish', (lane) => lane.finish(sizeBytes, pass.digest?.sha256, job.verify));
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
