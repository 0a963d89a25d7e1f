import type { LeftAloneFacts } from '../../contract/events/checksum-notes.ts';
import type { ListVerdict } from '../../contract/events/list-verdict.ts';
import type { JobReport } from '../../contract/events/report.ts';
import type { VerifyPlan } from '../../contract/plan/plan.ts';
import type { ByteStream, Image } from '../../contract/ports/image.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import { checkedInside } from '../../read/checksum/inside/check-inside.ts';
import { findInside } from '../../read/checksum/inside/find-inside.ts';
import type { JobContext } from './job-context.ts';
import type { OpenedSource } from './opened-source.ts';

type Looked = (Image | ByteStream) & Partial<Checked>;

export interface WithChecksInside {
  readonly image: Looked;
  /** For the report, once everything was read. */
  readonly verdicts: () => Pick<NonNullable<JobReport['source']>, 'checksumsInside'>;
}

const REPORT_EVERY_MS = 100;

/**
 * An image to be verified, with what checksum files in it say of its files. Only what can be read anywhere is looked into.
 * `isOnly`: nothing else is known of the image.
 */
export async function withChecksInside(
  { kind, bytes }: OpenedSource,
  { source: { path } }: VerifyPlan,
  isOnly: boolean,
  { signal, onFact, clock }: JobContext,
): Promise<WithChecksInside> {
  const none = { image: bytes, verdicts: () => ({}) };
  if (kind !== 'image') return none;
  const found = await findInside(bytes, { path, signal });
  for (const { checksumFile, why } of found.leftAlone) {
    const facts = { leftAlone: { checksumFile, why } };
    onFact({ event: 'note', code: 'checksum-file-left-alone', path: checksumFile ?? path, facts });
  }
  if (found.lists.length === 0) return none;
  let verdicts: readonly ListVerdict[] | undefined;
  let saidAtMs = 0;
  const image = checkedInside(bytes, found, {
    path,
    signal,
    onVerdicts(all) {
      verdicts = all;
      for (const verdict of all) noteVerdict(verdict, path, onFact);
      if (isOnly && all.every(isGood))
        onFact({ event: 'note', code: 'checksum-weak', path, facts: { weak: 'in-image' } });
    },
    onApart(doneBytes, totalBytes) {
      if (doneBytes === 0) onFact({ event: 'phase', phase: 'finish', totalBytes });
      else if (clock.nowMs() - saidAtMs < REPORT_EVERY_MS && doneBytes < totalBytes) return;
      saidAtMs = clock.nowMs();
      onFact({ event: 'progress', phase: 'finish', doneBytes });
    },
  });
  return { image, verdicts: () => (verdicts ? { checksumsInside: verdicts } : {}) };
}

function isGood({ differing, missing }: ListVerdict): boolean {
  return differing + missing === 0;
}

function noteVerdict(verdict: ListVerdict, path: string, onFact: JobContext['onFact']): void {
  const { checksumFile, agreeing, bootPatched, namesItself } = verdict;
  const note = { event: 'note', path: `${path}: ${checksumFile}` } as const;
  if (isGood(verdict)) {
    const facts = { matching: { checksumFile, files: agreeing } };
    onFact({ ...note, code: 'checksum-file-matches', facts });
  }
  for (const file of bootPatched ?? []) {
    onFact({ ...note, code: 'boot', facts: { patched: { file, checksumFile } } });
  }
  if (namesItself) {
    const why: LeftAloneFacts = { reason: 'names-itself' };
    onFact({ ...note, code: 'checksum-file-left-alone', facts: { leftAlone: { checksumFile, why } } });
  }
}
