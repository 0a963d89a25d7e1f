import type { DoneFact } from '../engine/contract/events/events.ts';
import { lastWord, lastWordOf } from '../engine/contract/events/last-word.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import { asFailure, Failure, type FailureReport } from '../engine/contract/failure/failure.ts';
import { natureOf } from '../engine/contract/plan/natures.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import type { TopNames } from '../engine/contract/ports/top-names.ts';
import { withIdentities } from '../engine/jobs/folder/plan-identities.ts';
import { commandLine } from '../tasks/command-line.ts';
import type { Task } from '../tasks/task.ts';
import { needsRoot, taskOf } from '../tasks/tasks.ts';
import { apartText } from '../words/apart.ts';
import { bootWords, sectorText, startWords } from '../words/boot.ts';
import { cleanText } from '../words/clean.ts';
import { discLines } from '../words/discs.ts';
import { editedLines } from '../words/edited.ts';
import { excludedText, sampleText } from '../words/forecast.ts';
import { t } from '../words/language.ts';
import { lossText } from '../words/losses.ts';
import { rehearsedMediumText } from '../words/medium.ts';
import { receiptText } from '../words/receipts.ts';
import { sizeText } from '../words/sizes.ts';
import { toldReport } from '../words/told-facts.ts';
import { undoneText } from '../words/undone.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { demandOwnFilesApart, leaveDone } from './own-files.ts';
import type { ResolvedTarget } from './targets.ts';
import { tell, tellJson } from './tell.ts';
import { tellFailure } from './tell-failure.ts';
import { topLines, topsOf } from './tops.ts';

/**
 * Prints what a plan would do and changes nothing: the Plan object, with what is known before the first byte.
 *
 * @throws Failure whatever the job finds wrong with the source; losses that are not allowed are told, and decide the exit code
 */
export async function dryRun(
  plan: Plan,
  options: CommonOptions,
  face: Face,
  targets: readonly ResolvedTarget[] = [],
): Promise<number> {
  await demandOwnFilesApart(plan, options, face);
  const task = taskOf(plan);
  const bound = withIdentities(plan);
  const done = task.rehearses === 'nothing' ? nothingFound() : await rehearsed(plan, options, face);
  leaveDone(done, '', options, face);
  const { report } = done;
  const found = {
    ...bound,
    ...(task.hasForecast && { forecast: forecastOf(task, report) }),
    ...(plan.source?.kind === 'medium' && { forecast: mediumForecast(report) }),
  };
  const { failure } = report;
  const tops = natureOf(plan).erases ? (await topsOf(targets)).flat() : [];
  const lost = tops.length === 0 ? {} : { lost: tops };
  if (options.json) tellJson(face.out, { ...found, ...lost, ...(failure && { failure }) }, 2);
  else tell(face.out, ...linesOf(plan, report), ...lostLines(tops));
  // In JSON it stands in the one document there is.
  return failure === undefined ? 0 : tellFailure(asThrown(failure), { json: false }, face);
}

/** The log and the report get the last word also when it is a failure. */
async function rehearsed(plan: Plan, options: CommonOptions, face: Face): Promise<DoneFact> {
  try {
    return await rehearse(plan, face);
  } catch (error) {
    leaveDone(lastWordOf(asFailure(error)), '', options, face);
    throw error;
  }
}

/** Of a plan whose dry run looks at nothing. */
const nothingFound = (): DoneFact => lastWord({ report: {}, proved: false, elapsedMs: 0 });

/** What is known before the first byte; what does not apply is left out. */
function forecastOf({ rehearses }: Task, report: JobReport): unknown {
  if (rehearses === 'kept') return report.undone ?? [];
  const {
    source,
    losses = [],
    boot,
    forecast: firmware,
    apart,
    excludedEntries,
    samples,
    sectors,
    edited,
    discs,
  } = toldReport(report);
  const sizeBytes = source?.sizeBytes ?? 0;
  const label = source?.label;
  return {
    sizeBytes,
    losses,
    label,
    boot,
    firmware,
    apart,
    excludedEntries,
    samples,
    sectors,
    edited,
    discs,
  };
}

/** How much of a medium is wanted, how much there is, and whether it is in use. */
function mediumForecast({ source }: JobReport): unknown {
  if (source === undefined) return {};
  const { sizeBytes, wholeBytes, mountedAt, littleRoom } = source;
  return { sizeBytes, wholeBytes, mountedAt, littleRoom };
}

function linesOf(plan: Plan, report: JobReport): string[] {
  const { source, losses = [], excludedEntries, samples, undone = [] } = report;
  const task = taskOf(plan);
  if (task.rehearses === 'kept') return undone.flatMap(undoneText).map(cleanText);
  const say = t().cli.dryRun;
  const same = say.same(commandLine(plan));
  if (task.rehearses !== 'source') return [say.would(task.words.would(plan)), same];
  const sample = sampleText(samples);
  return [
    say.wouldSized(task.words.would(plan), sizeWords(source?.sizeBytes ?? 0)),
    ...(source?.receipt === undefined ? [] : [say.receiptOf(receiptText(source.receipt))]),
    ...(source?.label === undefined ? [] : [say.label(source.label)]),
    ...(excludedEntries === undefined ? [] : [say.leftOut(excludedText(excludedEntries))]),
    ...rehearsedMediumText(source),
    ...editedLines(report),
    same,
    ...(sample === undefined ? [] : [`--delta: ${sample}`]),
    ...(report.discs ?? []).flatMap(discLines),
    ...bootWords(report.boot, report.forecast ?? []),
    ...(natureOf(plan).erases ? startWords(report.forecast ?? []) : []),
    ...(report.sectors ?? []).map((sectors) => `${sectors.target}: ${sectorText(sectors)}`),
    ...(report.apart ?? []).map((entry) => say.leftOut(`${entry.path}: ${apartText(entry)}`)),
    ...losses.map((loss) => say.loss(lossText(loss))),
  ];
}

/** What is overwritten, as far as names tell it. */
function lostLines(tops: readonly TopNames[]): string[] {
  return tops.length === 0 ? [] : [t().cli.dryRun.lost, ...topLines(tops)];
}

/** A stream's size is known at its end, unless its container says it. */
function sizeWords(sizeBytes: number): string {
  if (sizeBytes === 0) return t().cli.dryRun.sizeAtEnd;
  return t().cli.inspect.sized(sizeText(sizeBytes), `${sizeBytes}`);
}

/** The job's last word when it only plans. @throws Failure of the source */
export async function rehearse(plan: Plan, { jobs, machine }: Face): Promise<DoneFact> {
  // What can be undone stands in a folder of root's.
  const elevate = taskOf(plan).rehearses === 'kept' && needsRoot(plan, machine);
  const job = jobs.start(plan, { dryRun: true, elevate });
  let done: DoneFact | undefined;
  job.onEvent((event) => {
    if (event.event === 'done') done = event;
  });
  await job.ended;
  if (!done) throw new Failure('job-died', { job: job.id, lastWords: '' });
  const { failure, losses } = done.report;
  // Losses that forbid the image are a finding: what they are is told with the rest of it.
  if (failure && losses === undefined) throw asThrown(failure);
  return done;
}

function asThrown({ code, facts }: FailureReport): Failure {
  return new Failure(code, facts);
}
