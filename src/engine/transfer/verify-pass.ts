import type { LaneResult } from './mismatches.ts';
import type { TransferJob } from './pass.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { failUnproved } from './read-back.ts';
import { repair } from './repair.ts';
import { isImage } from './source.ts';

export interface VerifyPass {
  readonly job: TransferJob;
  readonly sizeBytes: number;
  readonly reporter: ProgressReporter;
  /** Reads these back and compares them, by the source or by its digests. */
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
async function mendAll(results: readonly LaneResult[], { job }: VerifyPass): Promise<LaneResult[]> {
  const { source, signal } = job;
  if (!isImage(source) || signal.aborted) return [];
  const mended: LaneResult[] = [];
  for (const result of results) {
    const { lane, mismatches } = result;
    if (lane.failure || mismatches.list.length === 0) continue;
    const repaired = await repair(lane, source, mismatches.list).catch((error: unknown) => {
      lane.fail(error);
      return [];
    });
    if (repaired.length < mismatches.list.length) continue;
    for (const { atByte, lengthBytes } of repaired) {
      job.onFact({
        event: 'note',
        code: 'repaired',
        target: lane.target.name,
        text: `${lengthBytes} bytes at ${atByte}`,
      });
    }
    mismatches.startAnew(repaired);
    lane.verifiedBytes = 0;
    mended.push(result);
  }
  return mended;
}
