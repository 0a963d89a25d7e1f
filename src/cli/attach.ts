import { attachJob } from '../engine/jobs/attach-job.ts';
import { findJob, type StoredJob } from '../engine/jobs/job-store.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { JobCommand, JobHandle } from '../engine/ports/jobs.ts';
import { closingLines } from '../engine/words/closing.ts';
import type { CommonOptions, Face } from './face.ts';
import { followJob } from './follow.ts';
import { obeyKeys } from './job-keys.ts';

export interface AttachFlags extends CommonOptions {
  readonly pause?: boolean;
  readonly continue?: boolean;
  readonly stop?: boolean;
}

/** `isowright attach [JOB]`: a running job with its history; one that is over is told by its last word. */
export async function attach(id: string | undefined, flags: AttachFlags, face: Face): Promise<number> {
  const command = commandOf(flags);
  const stored = findJob(id);
  if (stored.state === 'running') return look(stored, command, flags, face);
  if (!stored.done || command) throw new Failure('job-not-running', { job: stored.id });
  if (flags.json) face.out(`${JSON.stringify(stored.done)}\n`);
  else for (const line of closingLines(stored.done, { plan: stored.plan })) face.out(`${line}\n`);
  return stored.done.exitCode;
}

/** @throws Failure `usage` for more than one wish */
function commandOf(flags: AttachFlags): JobCommand | undefined {
  const wishes = [
    ...(flags.pause ? [{ do: 'pause' } as const] : []),
    ...(flags.continue ? [{ do: 'resume' } as const] : []),
    ...(flags.stop ? [{ do: 'stop' } as const] : []),
  ];
  if (wishes.length > 1)
    throw new Failure('usage', { problem: 'give one of --pause, --continue and --stop' });
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
      if (json) face.out(`${JSON.stringify(event)}\n`);
      resolve();
    });
  });
  job.send(command);
  const exitCode = await Promise.race([heeded.then(() => 0), job.ended]);
  if (!json && exitCode === 0)
    face.out(
      `job ${id} ${code === 'paused' ? 'is paused: isowright attach --continue lets it go on' : 'goes on'}\n`,
    );
  return exitCode;
}
