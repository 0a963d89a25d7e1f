import { Failure } from '../engine/contract/failure/failure.ts';
import type { JobCommand, JobHandle } from '../engine/contract/ports/jobs.ts';
import { jobToLookAt, type StoredJob } from '../engine/jobs/folder/job-store.ts';
import { attachJob } from '../engine/jobs/process/attach-job.ts';
import { taskOf } from '../tasks/tasks.ts';
import { closingLines } from '../words/closing.ts';
import { t } from '../words/language.ts';
import { toldDone, told as toldEvent } from '../words/note-details.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import type { Face } from './face.ts';
import { followJob } from './follow.ts';
import type { CommonOptions, Given } from './given.ts';
import { obeyKeys } from './job-keys.ts';
import { demandOwnFilesApart, leaveDone } from './own-files.ts';
import { tell, tellJson } from './tell.ts';

type AttachFlags = CommonOptions & Given<'pause' | 'continue' | 'stop'>;

/** `isowright attach [JOB]`: a running job with its history; one that is over is told by its last word. */
export async function attach(id: string | undefined, flags: AttachFlags, face: Face): Promise<number> {
  const command = commandOf(flags);
  const stored = jobToLookAt(id);
  await demandOwnFilesApart(stored.plan, flags, face);
  if (stored.state === 'running') return look(stored, command, flags, face);
  if (!stored.done || command) throw new Failure('job-not-running', { job: stored.id });
  leaveDone(stored.done, stored.id, flags, face);
  if (flags.json) tellJson(face.out, toldDone(stored.done));
  else tell(face.out, ...closingLines(stored.done, { plan: stored.plan, kind: taskOf(stored.plan) }));
  return stored.done.exitCode;
}

/** @throws Failure `usage` for more than one wish */
function commandOf(flags: AttachFlags): JobCommand | undefined {
  const wishes = [
    ...(flags.pause ? [{ do: 'pause' } as const] : []),
    ...(flags.continue ? [{ do: 'resume' } as const] : []),
    ...(flags.stop ? [{ do: 'stop' } as const] : []),
  ];
  if (wishes.length > 1) throw usageFailure(() => t().cli.usage.oneWish);
  return wishes[0];
}

async function look(
  stored: StoredJob,
  command: JobCommand | undefined,
  flags: AttachFlags,
  face: Face,
): Promise<number> {
  const job = attachJob(stored);
  await job.ready;
  if (command && command.do !== 'stop') return told(job, command, stored, flags, face);
  if (command) job.send(command);
  const keys = flags.json || flags.quiet || command ? undefined : obeyKeys(job, face);
  try {
    const options = { ...flags, leaveOnInterrupt: true, ...(keys && { left: keys.left }) };
    return await followJob(job, stored.plan, options, face);
  } finally {
    keys?.close();
  }
}

/** Sends a wish and returns as soon as the job has said that it heeds it. */
async function told(
  job: JobHandle,
  command: JobCommand,
  { id }: StoredJob,
  { json }: AttachFlags,
  face: Face,
): Promise<number> {
  const code = command.do === 'pause' ? 'paused' : 'resumed';
  // Older notes of the same kind are in its history.
  const sentAt = new Date(face.nowMs()).toISOString();
  const heeded = new Promise<void>((resolve) => {
    job.onEvent((event) => {
      if (event.event !== 'note' || event.code !== code || event.at < sentAt) return;
      if (json) tellJson(face.out, toldEvent(event));
      resolve();
    });
  });
  job.send(command);
  const exitCode = await Promise.race([heeded.then(() => 0), job.ended]);
  const say = t().cli.jobs;
  if (!json && exitCode === 0) tell(face.out, code === 'paused' ? say.paused(id) : say.goesOn(id));
  return exitCode;
}
