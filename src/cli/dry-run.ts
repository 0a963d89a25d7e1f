import type { DoneFact } from '../engine/jobs/events.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { Failure, type FailureCode, type FailureFacts } from '../engine/ports/failure.ts';
import { bootWords } from '../engine/words/boot.ts';
import { commandLine } from '../engine/words/command-line.ts';
import { lossText } from '../engine/words/losses.ts';
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
  const sizeBytes = report.source?.sizeBytes ?? 0;
  const losses = [...(report.losses ?? [])];
  const label = report.source?.label;
  if (json) {
    const { boot, forecast: firmware } = report;
    const forecast = {
      sizeBytes,
      losses,
      ...(label !== undefined && { label }),
      ...(boot && { boot }),
      ...(firmware && { firmware }),
    };
    face.out(`${JSON.stringify(plan.do === 'verify' ? plan : { ...plan, forecast }, undefined, 2)}\n`);
    return 0;
  }
  face.out(`would ${plan.do} ${plan.source?.path ?? ''}: ${sizeWords(sizeBytes)}\n`);
  if (label !== undefined) face.out(`label: ${label}\n`);
  face.out(`the same without questions: ${commandLine(plan)}\n`);
  for (const line of bootWords(report.boot, report.forecast ?? [])) face.out(`${line}\n`);
  for (const loss of losses) face.out(`loss: ${lossText(loss)}\n`);
  return 0;
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
