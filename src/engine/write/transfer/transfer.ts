import { asFailure, type Failure } from '../../contract/failure/failure.ts';
import { compareOnly } from './compare-only.ts';
import type { LaneResult } from './mismatches.ts';
import { preparePass } from './pass.ts';
import type { Pass } from './pass-parts.ts';
import type { Digest } from './running-digest.ts';
import { abandonAll, abandonFailed } from './stopping.ts';
import type { TransferJob } from './transfer-job.ts';
import { watched } from './watched-target.ts';
import { writeAndProve } from './write-and-prove.ts';

export type { TransferJob } from './transfer-job.ts';

export interface TransferResult extends Partial<Digest> {
  /** Why everything ended early: the source's failure, a stop, or the first target's when none is left. */
  readonly failure?: Failure;
  /** Bytes read from the source: its size, once it was read to the end. */
  readonly sizeBytes: number;
  readonly lanes: readonly LaneResult[];
  /** Bytes of the source that hold data and that its block map leaves out. */
  readonly leftOutBytes: number;
}

/**
 * Reads a source, gives it to every target, flushes, reads each back and compares. The only copy loop there is.
 *
 * A target's failure ends only its lane; the source's failure and a stop end everything. Failures stand in the result,
 * with the state of every target: this never throws.
 */
export async function transfer(job: TransferJob): Promise<TransferResult> {
  const targets = job.targets.map((target) =>
    watched(target, { nowMs: job.clock.nowMs, onNote: job.onFact }),
  );
  const pass = preparePass(job, targets);
  const { lanes, reporter } = pass;
  for (const lane of lanes) lane.onProgress = () => reporter.now();
  const sayStopping = (): void => reporter.begin('stopping', undefined);
  job.signal.addEventListener('abort', sayStopping);
  try {
    await (job.write ? writeAndProve(pass) : compareOnly(pass));
    await abandonFailed(lanes);
    return whole(pass);
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'source-changed') await Promise.all(lanes.map((lane) => lane.takeHeadBack()));
    await abandonAll(lanes);
    return { ...whole(pass), failure };
  } finally {
    job.signal.removeEventListener('abort', sayStopping);
    for (const target of targets) target.unwatch();
    await pass.hash.close();
  }
}

/** What is known at the end, however it came. */
function whole({ results, reporter, digest, needs }: Pass): TransferResult {
  const leftOutBytes = needs?.leftOutBytes ?? 0;
  return { lanes: results, sizeBytes: reporter.readBytes, leftOutBytes, ...digest };
}
