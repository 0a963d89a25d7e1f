import { basename } from 'node:path';
import type { JobFact } from '../../contract/events/events.ts';
import type { TargetReport } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { ReadSums } from '../../read/rescue/read-sums.ts';
import type { TreeHash } from '../../write/receipt/tree-hash.ts';
import { transfer } from '../../write/transfer/transfer.ts';
import { fdImage } from './fd-image.ts';
import type { JobContext } from './job-context.ts';

export interface RescuedProof {
  readonly target: TargetReport;
  readonly failure?: Failure;
  readonly sha256?: string | undefined;
  readonly tree?: TreeHash | undefined;
  /** Every byte was read by this run, and is in the image as it was read. */
  readonly isWhole: boolean;
}

interface Rescued {
  readonly plan: ReadPlan;
  readonly path: string;
  readonly fd: number;
  readonly sizeBytes: number;
  readonly sums: ReadSums;
}

/** An image that was read from a medium is read back, hashed, and held against the sums of what was read. */
export async function proveImage(rescued: Rescued, context: JobContext): Promise<RescuedProof> {
  const { path, sizeBytes, sums, plan } = rescued;
  const target = basename(path);
  context.onFact({ event: 'note', code: 'read-back-cached', target });
  const { sha256, tree, failure } = await transfer({
    ...context,
    source: imageOf(rescued),
    targets: [],
    write: false,
    verify: true,
    hash: true,
    tree: plan.receipt !== undefined,
    onFact: (fact) => context.onFact(asProof(fact)),
  });
  const [first] = sums.mismatches;
  const differs = first && new Failure('verify-mismatch', { target, ...first, badBytes: badBytes(sums) });
  const failed = failure ?? differs;
  const report: TargetReport = {
    target,
    path,
    ok: failed === undefined,
    state: failed === undefined ? 'proved' : 'unfinished',
    writtenBytes: sizeBytes,
    skippedBytes: 0,
    onMediaBytes: sizeBytes,
    verifiedBytes: sums.provedBytes,
    mismatches: [...sums.mismatches],
    cached: true,
    ...(failed === undefined && sha256 !== undefined && { sha256 }),
  };
  const isWhole = sums.provedBytes === sizeBytes;
  return { target: report, isWhole, sha256, tree, ...(failed && { failure: failed }) };
}

function badBytes({ mismatches }: ReadSums): number {
  return mismatches.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
}

/** To whoever follows it, this is the proof of what was read before. */
function asProof(fact: JobFact): JobFact {
  const isRead = (fact.event === 'phase' || fact.event === 'progress') && fact.phase === 'read';
  return isRead ? { ...fact, phase: 'verify' } : fact;
}

function imageOf({ path, fd, sizeBytes, sums }: Rescued): Image {
  return { ...fdImage(fd, path, sizeBytes), passed: (bytes) => sums.passed(bytes) };
}
