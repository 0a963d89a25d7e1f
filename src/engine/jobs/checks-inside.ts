import type { Checked } from '../checksum/checked-source.ts';
import { checkedInside } from '../checksum/inside/check-inside.ts';
import { findInside } from '../checksum/inside/find-inside.ts';
import type { ListVerdict } from '../checksum/inside/list-verdict.ts';
import type { VerifyPlan } from '../plan/plan.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import type { JobReport } from './events.ts';
import type { JobContext } from './run-plan.ts';

type Opened = (Image | ByteStream) & Partial<Checked>;

export interface WithChecksInside {
  readonly image: Opened;
  /** For the report, once everything was read. */
  readonly verdicts: () => Pick<NonNullable<JobReport['source']>, 'checksumsInside'>;
}

const REPORT_EVERY_MS = 100;
const WEAK =
  'checksums in the image itself find accidents and not forgeries: a SHA-256 of the publisher would prove more';

/**
 * An image to be verified, with what checksum files in it say of its files. Only what can be read anywhere is looked into.
 * `isOnly`: nothing else is known of the image.
 */
export async function withChecksInside(
  opened: Opened,
  { source: { kind, path } }: VerifyPlan,
  isOnly: boolean,
  { signal, onFact, clock }: JobContext,
): Promise<WithChecksInside> {
  const none = { image: opened, verdicts: () => ({}) };
  if (kind !== 'image' || !('read' in opened)) return none;
  const found = await findInside(opened, { path, signal });
  for (const { checksumFile, why } of found.leftAlone) {
    const what = checksumFile ?? 'whatever checksum files there are';
    const text = `${what} in the image: left alone, because ${why}`;
    onFact({ event: 'note', code: 'checksum-file-left-alone', path: checksumFile ?? path, text });
  }
  if (found.lists.length === 0) return none;
  let verdicts: readonly ListVerdict[] | undefined;
  let saidAtMs = 0;
  const image = checkedInside(opened, found, {
    path,
    signal,
    onVerdicts(all) {
      verdicts = all;
      for (const verdict of all) noteVerdict(verdict, path, onFact);
      if (isOnly && all.every(isGood)) onFact({ event: 'note', code: 'checksum-weak', path, text: WEAK });
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
    const named = `${checksumFile} in the image names`;
    const text =
      agreeing === 1 ? `the file that ${named} matches` : `all ${agreeing} files that ${named} match`;
    onFact({ ...note, code: 'checksum-file-matches', text });
  }
  for (const file of bootPatched ?? []) {
    const text = `${file} differs from ${checksumFile} only in what it was told of its place on the medium: that is how it should be`;
    onFact({ ...note, code: 'boot', text });
  }
  if (namesItself) {
    const text = `${checksumFile} in the image has a checksum of itself, which cannot be right: left out`;
    onFact({ ...note, code: 'checksum-file-left-alone', text });
  }
}
