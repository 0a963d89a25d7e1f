import type { JobReport } from '../../contract/events/report.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import { type ConvertFormat, convertFormatOf } from '../../contract/plan/kinds/convert.ts';
import type { ConvertPlan } from '../../contract/plan/plan.ts';
import { type ByteStream, type Image, isImage } from '../../contract/ports/image.ts';
import { demandPacker } from '../../write/packed/pack.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { openSplitOutput, partPath } from '../../write/targets/split-output.ts';
import { transfer } from '../../write/transfer/transfer.ts';
import { convertToFile } from '../steps/converted-file.ts';
import { hashedContent, plannedImage } from '../steps/converted-image.ts';
import { demandOutput, replacedBy } from '../steps/demand-output.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { removeLeftOvers } from '../steps/left-overs.ts';
import { sourceFacts } from '../steps/look-ahead.ts';
import { noteCached } from '../steps/note-cached.ts';
import { bootReport, openPlanned } from '../steps/open-source.ts';
import { type OpenedSource, reportedFacts } from '../steps/opened-source.ts';
import { watchedForCut } from '../steps/refuse-cut.ts';
import { refuseConvertName } from '../steps/refuse-format-names.ts';
import { refuseReplacedSources } from '../steps/refuse-used.ts';
import { heldOutput, lockReplaced } from '../steps/replaced-file.ts';
import { targetReport } from '../steps/target-report.ts';
import { compareChecksum } from './run-write.ts';

const SPLIT_UNIT_BYTES = 1 << 20;
const STREAMED: readonly ConvertFormat[] = ['qcow2-zlib', 'qcow2-zstd', 'vmdk', 'cso', 'zstd', 'gzip', 'xz'];

/** An image, whatever it is in → a file of another format, which is read back and compared before it gets its name. */
export async function runConvert(plan: ConvertPlan, context: JobContext): Promise<Ending> {
  refuseConvertName(plan);
  if (!context.dryRun) await removeLeftOvers(plan.output.path, context);
  const format = convertFormatOf(plan);
  refuseSplit(plan, format);
  await demandOutput(plan);
  if (format === 'xz') await demandPacker('xz');
  const source = await openPlanned(plan.source, context);
  try {
    refuseMostlyEmpty(plan, source);
    if (!isImage(source.bytes) && format !== 'raw')
      throw usageRefused({ reason: 'convert-twice', path: plan.source.path });
    const { opened, failure } = await watchedForCut(plan.source, source, context);
    const report = known(plan, opened);
    if (context.dryRun)
      return {
        report: { ...report, ...(await bootReport(opened)) },
        proved: false,
        ...(failure && { failure }),
      };
    if (failure) return { report, proved: false, failure };
    await refuseReplacedSources(plan, await replacedBy(plan));
    return isImage(opened.bytes) && STREAMED.includes(format)
      ? await packed(plan, format, opened, opened.bytes, context)
      : await copied(plan, format, opened, context);
  } finally {
    await source.bytes.close();
  }
}

/** @throws Failure `usage` */
function refuseSplit({ splitBytes }: ConvertPlan, format: ConvertFormat): void {
  if (splitBytes === undefined) return;
  if (STREAMED.includes(format)) throw usageRefused({ reason: 'split-format', format });
  if (splitBytes % SPLIT_UNIT_BYTES !== 0) throw usageRefused({ reason: 'split-size', splitBytes });
}

const MOST_TIMES = 1000;
/** Of what is smaller, nobody waits long. */
const ASKED_FROM_BYTES = 2 ** 40;

/** A few kilobytes can claim to be a disk that no machine could hold. @throws Failure `usage` */
function refuseMostlyEmpty({ source: { path }, mostlyEmpty }: ConvertPlan, { facts }: OpenedSource): void {
  const { sizeBytes: claimedBytes = 0, packed: container } = facts;
  const fileBytes = container?.packedBytes;
  if (mostlyEmpty || fileBytes === undefined || claimedBytes < ASKED_FROM_BYTES) return;
  if (claimedBytes > MOST_TIMES * fileBytes)
    throw usageRefused({ reason: 'mostly-empty', path, claimedBytes, fileBytes });
}

/** Whose every byte is known beforehand: the ordinary transfer. */
async function copied(
  plan: ConvertPlan,
  format: ConvertFormat,
  opened: OpenedSource,
  context: JobContext,
): Promise<Ending> {
  const { path, replace } = plan.output;
  const made = await sourceFor(format, opened, path, context);
  const { source } = made;
  const sizeBytes = source.sizeBytes ?? ('leastBytes' in source ? (source.leastBytes ?? 0) : 0);
  const { jobId, files } = context;
  const wanted = { path, replace, sizeBytes, jobId, files };
  const output =
    plan.splitBytes === undefined
      ? await heldOutput(wanted, await lockReplaced(plan))
      : await openSplitOutput(wanted, plan.splitBytes);
  noteCached([output], context);
  const approve = async (sha256: string | undefined): Promise<void> =>
    compareChecksum(plan.source.path, made.contentSha256?.() ?? sha256, opened.facts.known, context);
  const result = await transfer({
    ...context,
    source,
    targets: [output],
    write: true,
    verify: true,
    hash: true,
    tree: false,
    unseenUntilProved: true,
    zeroed: [true],
    ...(opened.facts.known && { approve }),
  });
  const { lanes, sha256, failure } = result;
  const targets = lanes.map((lane) => targetReport(lane, { path }, sha256));
  const failed = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
  const report = { ...known(plan, opened), targets };
  if (failed || sha256 === undefined) return { report, proved: false, ...(failed && { failure: failed }) };
  // Its first part is what opens as the whole.
  const image = {
    ...imageOf(path, result.sizeBytes, sha256),
    ...(plan.splitBytes && { path: partPath(path, 0) }),
  };
  return { report: { ...report, image }, proved: true };
}

interface Made {
  readonly source: Image | ByteStream;
  /** Where that is another one than that of what is written. */
  readonly contentSha256?: () => string;
}

async function sourceFor(
  format: ConvertFormat,
  { bytes }: OpenedSource,
  path: string,
  context: JobContext,
): Promise<Made> {
  if (!isImage(bytes)) return { source: { ...bytes, mapped: undefined } };
  // A new file gets every byte, also those that a drive would be spared.
  const whole = { ...bytes, mapped: undefined };
  if (format === 'raw') return { source: whole };
  const content = hashedContent(whole);
  const source = await plannedImage(format, content.image, path, context);
  let sha256: string | undefined;
  return {
    source,
    contentSha256() {
      sha256 ??= content.sha256();
      return sha256;
    },
  };
}

/** Whose places are known only when it is packed. */
async function packed(
  plan: ConvertPlan,
  format: ConvertFormat,
  opened: OpenedSource,
  image: Image,
  context: JobContext,
): Promise<Ending> {
  const { path } = plan.output;
  const release = await lockReplaced(plan);
  try {
    const approve = (sha256: string): void =>
      compareChecksum(plan.source.path, sha256, opened.facts.known, context);
    const content = hashedContent({ ...image, mapped: undefined });
    const made = await convertToFile({ plan, format, content, approve }, context);
    const report = known(plan, opened);
    const source = { ...report.source, sha256: made.contentSha256 };
    return { report: { ...report, source, image: imageOf(path, made.sizeBytes, made.sha256) }, proved: true };
  } finally {
    await release();
  }
}

function imageOf(path: string, sizeBytes: number, sha256: string): NonNullable<JobReport['image']> {
  return { path, sizeBytes, sha256, label: '', checksumPath: checksumPathOf(path) };
}

function known({ source }: ConvertPlan, { facts }: OpenedSource): ReturnType<typeof reportedFacts> {
  const report = reportedFacts(source.path, facts);
  return { ...report, source: { ...report.source, ...sourceFacts(source, facts) } };
}
