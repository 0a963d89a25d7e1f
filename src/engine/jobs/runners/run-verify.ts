import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { PlanSource, VerifyPlan } from '../../contract/plan/plan.ts';
import type { ByteStream, Image } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import type { KnownChecksum } from '../../read/checksum/find-checks.ts';
import { transfer } from '../../write/transfer/transfer.ts';
import { isFailureToCheck } from '../steps/check-ledger.ts';
import { withChecksInside } from '../steps/checks-inside.ts';
import { drivesOf, fittedTo } from '../steps/fit-drives.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { deviationFailure, judgeOwn } from '../steps/judge-own.ts';
import { sourceFacts } from '../steps/look-ahead.ts';
import { noteCached } from '../steps/note-cached.ts';
import { openPlanned } from '../steps/open-source.ts';
import { openTargets } from '../steps/open-targets.ts';
import type { OpenedFacts, OpenedSource } from '../steps/opened-source.ts';
import { watchedForCut } from '../steps/refuse-cut.ts';
import { lossFailure } from '../steps/refuse-losses.ts';
import { withShapesThere } from '../steps/shapes-there.ts';
import { targetReport } from '../steps/target-report.ts';
import { runVerifyReceipt } from './run-verify-receipt.ts';
import { compareChecksum, noteMapped } from './run-write.ts';

/** An image against targets, and against the checksums that stand beside it and inside it. Writes nothing. */
export async function runVerify(plan: VerifyPlan, given: JobContext): Promise<Ending> {
  if (plan.source.kind === 'receipt') return runVerifyReceipt(plan, given);
  const { context, hasGood } = hearingSignatures(given);
  const sized = await drivesOf(plan.source, plan.targets, context.machine);
  const drives = await withShapesThere(sized, plan.targets, context.machine);
  const from = await openPlanned(plan.source, context, { bySectors: plan.targets.length === 0, drives });
  try {
    const { opened, failure: cut } = await watchedForCut(plan.source, from, context);
    const lost = lossFailure(plan.source, opened.facts.losses);
    if (lost) throw lost;
    const { known } = opened.facts;
    const isOnly = known === undefined && opened.facts.checkedAgainst.length === 0;
    const { image, verdicts } = await withChecksInside(opened, plan, isOnly, context);
    const unchecked = needsSignature(plan, image, known)
      ? uncheckable(plan.source.path, opened.facts)
      : undefined;
    if (unchecked && !isSigned(from)) throw cut ?? unchecked;
    if (context.dryRun) {
      const facts = { ...opened.facts, checkedAgainst: image.checkedAgainst ?? [] };
      return await rehearsed(plan.source, facts, cut);
    }
    const ending = await comparedWith(plan, image, known, context);
    const source = { ...present(ending.report.source), ...verdicts() };
    const failure = ending.failure ?? cut ?? (hasGood() ? undefined : unchecked);
    const whole = { ...ending, report: { ...ending.report, source }, ...(failure && { failure }) };
    return await judged(whole, opened, context);
  } finally {
    await from.bytes.close();
  }
}

async function comparedWith(
  plan: VerifyPlan,
  image: Image | ByteStream,
  known: KnownChecksum | undefined,
  context: JobContext,
): Promise<Ending> {
  if (plan.targets.length > 0) noteMapped(image, context);
  const targets = await openTargets(plan.targets, context.machine, { purpose: 'read' }, context.files);
  noteCached(targets, context);
  return compare(plan, image, fittedTo(image, targets), known, context);
}

/** Nothing else says what it should be. */
function needsSignature(
  { targets }: VerifyPlan,
  { checkedAgainst = [] }: Partial<Checked>,
  known: KnownChecksum | undefined,
): boolean {
  return targets.length === 0 && known === undefined && checkedAgainst.length === 0;
}

function isSigned({ bytes }: OpenedSource): boolean {
  return 'isSigned' in bytes && bytes.isSigned === true;
}

/** A good signature of the image proves it as a checksum does. */
function hearingSignatures(context: JobContext): { context: JobContext; hasGood: () => boolean } {
  let isGood = false;
  const onFact: JobContext['onFact'] = (fact) => {
    if (fact.event === 'note' && fact.code === 'signature-good') isGood = true;
    context.onFact(fact);
  };
  return { context: { ...context, onFact }, hasGood: () => isGood };
}

/** Nothing says what the image should be, or what does is not understood. */
function uncheckable(path: string, { leftAlone = [] }: OpenedFacts): Failure {
  const left = leftAlone.find(({ why }) => isFailureToCheck(why));
  if (!left) return new Failure('checksum-missing', { path });
  const { from: checksumFile, why: because } = left;
  return new Failure('checksum-not-understood', { path, checksumFile, why: because.reason, because });
}

/** An image that was found equal, and is one of ours, is held against the standards too. */
async function judged(ending: Ending, opened: OpenedSource, { signal }: JobContext): Promise<Ending> {
  if (opened.kind !== 'image' || ending.failure) return ending;
  const standards = await judgeOwn(opened.bytes, signal);
  const failure = deviationFailure(ending.report.source?.path ?? '', standards);
  if (!standards || !failure) return ending;
  return { ...ending, report: { ...ending.report, standards }, failure };
}

async function rehearsed(
  planned: PlanSource,
  facts: OpenedFacts,
  failure: Failure | undefined,
): Promise<Ending> {
  const { path } = planned;
  const source = { path, sizeBytes: facts.sizeBytes ?? 0, ...sourceFacts(planned, facts) };
  return { report: { source }, proved: false, ...(failure && { failure }) };
}

async function compare(
  plan: VerifyPlan,
  image: Image | ByteStream,
  targets: readonly Target[],
  known: KnownChecksum | undefined,
  context: JobContext,
): Promise<Ending> {
  const {
    lanes,
    sha256,
    sizeBytes: readBytes,
    failure,
    leftOutBytes,
  } = await transfer({
    ...context,
    source: image,
    targets,
    write: false,
    verify: true,
    hash: true,
    approve: async (hash) => compareChecksum(plan.source.path, hash, known, context),
  });
  const reports = lanes.map((lane, index) => targetReport(lane, present(plan.targets[index]), sha256));
  const failed =
    failure ??
    lanes.find(({ lane }) => lane.failure)?.lane.failure ??
    (plan.targets.length === 0 && !known ? unvouched(image, plan.source.path, leftOutBytes) : undefined);
  // Where no target is left to compare, the source is not read to its end.
  const sizeBytes = image.sizeBytes ?? readBytes;
  const source = { path: plan.source.path, sizeBytes, ...(sha256 && { sha256 }) };
  return { report: { source, targets: reports }, proved: true, ...(failed && { failure: failed }) };
}

/** A block map alone says nothing of data that it leaves out: then an image is not verified by it. */
function unvouched(
  { checkedAgainst = [], mapped }: Partial<Checked> & Pick<Image, 'mapped'>,
  path: string,
  leftOutBytes: number,
): Failure | undefined {
  if (!mapped || checkedAgainst.length > 1 || leftOutBytes === 0) return undefined;
  return sourceDamaged(path, { reason: 'data-not-in-map', leftOutBytes, map: checkedAgainst[0] ?? '' });
}
