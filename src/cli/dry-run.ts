import type { DoneFact, JobReport } from '../engine/jobs/events.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { Failure, type FailureCode, type FailureFacts } from '../engine/ports/failure.ts';
import { bootWords } from '../engine/words/boot.ts';
import { commandLine } from '../engine/words/command-line.ts';
import { excludedText, sampleText } from '../engine/words/forecast.ts';
import { lossText } from '../engine/words/losses.ts';
import { receiptText } from '../engine/words/receipts.ts';
import { sizeText } from '../engine/words/sizes.ts';
import type { CommonOptions, Face } from './face.ts';
import { needsRoot } from './follow.ts';

/**
 * Prints what a plan would do and changes nothing: the Plan object, with what is known before the first byte.
 *
 * @throws Failure whatever the job finds wrong with the source
 */
export async function dryRun(plan: Plan, { json }: CommonOptions, face: Face): Promise<number> {
  const { report } = await rehearse(plan, face);
  const found = plan.do === 'verify' ? plan : { ...plan, forecast: forecastOf(report) };
  face.out(json ? `${JSON.stringify(found, undefined, 2)}\n` : `${linesOf(plan, report).join('\n')}\n`);
  return 0;
}

/** What is known before the first byte; what does not apply is left out. */
function forecastOf({ source, losses = [], boot, forecast: firmware, excludedEntries, samples }: JobReport) {
  const sizeBytes = source?.sizeBytes ?? 0;
  return { sizeBytes, losses, label: source?.label, boot, firmware, excludedEntries, samples };
}

function linesOf(plan: Plan, report: JobReport): string[] {
  const { source, losses = [], excludedEntries, samples } = report;
  const sample = sampleText(samples);
  return [
    `would ${plan.do} ${plan.source?.path ?? ''}: ${sizeWords(source?.sizeBytes ?? 0)}`,
    ...(source?.receipt === undefined ? [] : [`receipt of: ${receiptText(source.receipt)}`]),
    ...(source?.label === undefined ? [] : [`label: ${source.label}`]),
    ...(excludedEntries === undefined ? [] : [`left out: ${excludedText(excludedEntries)}`]),
    `the same without questions: ${commandLine(plan)}`,
    ...(sample === undefined ? [] : [`--delta: ${sample}`]),
    ...bootWords(report.boot, report.forecast ?? []),
    ...losses.map((loss) => `loss: ${lossText(loss)}`),
  ];
}

/** A stream's size is known at its end, unless its container says it. */
function sizeWords(sizeBytes: number): string {
  return sizeBytes === 0 ? 'its size is known at its end' : `${sizeText(sizeBytes)} (${sizeBytes} bytes)`;
}

/** The job's last word when it only plans. @throws Failure of the source */
export async function rehearse(plan: Plan, { jobs, machine }: Face): Promise<DoneFact> {
  // What can be undone stands in a folder of root's.
  const elevate = plan.do === 'undo' && needsRoot(plan) && !machine.isPrivileged();
  const job = jobs.start(plan, { dryRun: true, elevate });
  let done: DoneFact | undefined;
  job.onEvent((event) => {
    if (event.event === 'done') done = event;
  });
  await job.ended;
  if (!done) throw new Failure('job-died', { job: job.id, lastWords: '' });
  const { failure } = done.report;
  if (failure) throw new Failure(failure.code as FailureCode, failure.facts as FailureFacts[FailureCode]);
  return done;
}
