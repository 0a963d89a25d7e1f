import { asFailure } from '../../contract/failure/failure.ts';
import type { LaneResult } from './mismatches.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { failUnproved } from './read-back.ts';
import { repair } from './repair.ts';
import type { SeenSource } from './seen-source.ts';
import type { TransferJob } from './transfer-job.ts';

export interface VerifyPass {
  readonly job: TransferJob;
  readonly sizeBytes: number;
  readonly reporter: ProgressReporter;
  /** What is written once more comes from here; absent when the source comes only once. */
  readonly seen?: SeenSource | undefined;
  /** Reads these back and compares them. */
  readonly prove: (results: readonly LaneResult[]) => Promise<void>;
}

/**
 * Reads every target back and compares it. What differs is written once more; then everything is read again, because a
 * counterfeit drive that wraps around loses one place when another is written.
 */
export async function verifyAll(results: readonly LaneResult[], pass: VerifyPass): Promise<void> {
  const { reporter, job, sizeBytes, prove } = pass;
  const sound = results.filter(({ lane }) => !lane.failure);
  reporter.begin('verify', sizeBytes);
  await prove(sound);
  const mended = await mendAll(sound, pass);
  if (mended.length > 0) {
    reporter.begin('verify', sizeBytes);
    await prove(mended);
  }
  for (const result of sound) failUnproved(result);
  job.signal.throwIfAborted();
  reporter.end();
}

/** The lanes that were written to once more, ready to be looked at again. */
async function mendAll(results: readonly LaneResult[], { job, seen }: VerifyPass): Promise<LaneResult[]> {
  if (!seen || job.signal.aborted) return [];
  const mended: LaneResult[] = [];
  for (const result of results) {
    const { lane, mismatches } = result;
    if (lane.failure || mismatches.list.length === 0 || lane.target.inOrder) continue;
    const repaired = await repair(lane, seen, mismatches.list).catch((error: unknown) => {
      if (asFailure(error).code === 'source-changed') throw error;
      lane.fail(error);
      return [];
    });
    if (repaired.length < mismatches.list.length) continue;
    for (const { atByte, lengthBytes } of repaired) {
      job.onFact({
        event: 'note',
        code: 'repaired',
        target: lane.target.name,
        facts: { repaired: { atByte, lengthBytes } },
      });
    }
    mismatches.startAnew(repaired);
    lane.verifiedBytes = 0;
    mended.push(result);
  }
  return mended;
}
