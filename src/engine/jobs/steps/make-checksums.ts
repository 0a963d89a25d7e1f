import type { AuthoredImage } from '../../author/plan/authored-image.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import type { JobContext } from './job-context.ts';

const REPORT_EVERY_MS = 100;

/**
 * Makes what is computed of the whole image and stands before its end: the files are read once more for that, which is a
 * phase of its own.
 */
export async function makeChecksums(
  image: AuthoredImage,
  { signal, clock, onFact }: Pick<JobContext, 'signal' | 'clock' | 'onFact'>,
): Promise<void> {
  const totalBytes = image.checksumBytes;
  if (totalBytes === 0) return;
  onFact({ event: 'phase', phase: 'read', totalBytes });
  let reportedAtMs = clock.nowMs();
  const report = (doneBytes: number) => onFact({ event: 'progress', phase: 'read', doneBytes });
  await image.makeChecksums((doneBytes) => {
    throwIfStopped(signal);
    if (clock.nowMs() - reportedAtMs < REPORT_EVERY_MS) return;
    reportedAtMs = clock.nowMs();
    report(doneBytes);
  });
  report(totalBytes);
}
