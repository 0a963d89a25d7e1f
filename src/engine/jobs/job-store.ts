import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plan, plan as planSchema } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { DoneFact, JobEvent } from './events.ts';
import type { JobProcess, JournalEntry } from './job-folder.ts';
import { JOB_ID } from './job-id.ts';
import { isOwnFolder } from './own-folder.ts';
import { jobsFolder } from './state-folder.ts';

/** A job as its folder tells of it. `interrupted`: it ended without a last word; `resume` goes on with it. */
export interface StoredJob {
  readonly id: string;
  readonly path: string;
  readonly plan: Plan;
  readonly state: 'running' | 'interrupted' | 'over';
  /** A running job that waits for somebody to let it go on. */
  readonly paused: boolean;
  readonly done?: DoneFact;
}

/** This user's jobs, the newest first. Folders that are not jobs, or not ours, are passed over. */
export function listJobs(): StoredJob[] {
  return jobIds().flatMap((id) => storedJob(id) ?? []);
}

/** The newest first. */
export function jobIds(): string[] {
  return readdirSync(jobsFolder())
    .filter((name) => JOB_ID.test(name))
    .sort()
    .reverse();
}

/** Undefined for what is no job, or not ours. */
export function storedJob(id: string): StoredJob | undefined {
  try {
    return readJob(id, join(jobsFolder(), id));
  } catch {
    return undefined;
  }
}

/** Something of it is on a target, and not proved: `resume` goes on there. */
export function isResumable({ state, plan, done }: StoredJob): boolean {
  if (state === 'running' || plan.do === 'verify' || done?.ok) return false;
  if (state === 'interrupted') return true;
  return (done?.report.targets ?? []).some(
    (target) => target.state === 'unfinished' || target.state === 'written',
  );
}

/**
 * The job with this id; the newest one when none is given.
 *
 * @throws Failure `job-missing`, `permission-denied`, `plan-invalid`
 */
export function findJob(id: string | undefined): StoredJob {
  if (id !== undefined && !JOB_ID.test(id)) throw new Failure('job-missing', { job: id });
  const ids = jobIds();
  const wanted = id ?? ids[0];
  if (wanted === undefined || !ids.includes(wanted))
    throw new Failure('job-missing', { job: id ?? 'the newest' });
  return readJob(wanted, join(jobsFolder(), wanted));
}

function readJob(id: string, path: string): StoredJob {
  if (!isOwnFolder(path)) throw new Failure('permission-denied', { path });
  const plan = planSchema.safeParse(JSON.parse(readFileSync(join(path, 'plan.json'), 'utf8')));
  if (!plan.success)
    throw new Failure('plan-invalid', { problem: `${path}/plan.json: ${plan.error.message}` });
  const events = lines<JobEvent>(join(path, 'events.ndjson'));
  const done = lastWord(events);
  const state = done ? 'over' : isAlive(readProcess(path)) ? 'running' : 'interrupted';
  const paused = state === 'running' && isPaused(events);
  return { id, path, plan: plan.data, state, paused, ...(done && { done }) };
}

/** The last event, when it is `done`. A run after it (a resumed job) begins with `plan` again. */
function lastWord(events: readonly JobEvent[]): DoneFact | undefined {
  const last = events.at(-1);
  return last?.event === 'done' ? last : undefined;
}

/** Each run of a job begins with `plan`, and goes. */
function isPaused(events: readonly JobEvent[]): boolean {
  const last = events.findLast(
    (event) => event.event === 'plan' || (event.event === 'note' && /^(paused|resumed)$/.test(event.code)),
  );
  return last?.event === 'note' && last.code === 'paused';
}

/** How far each target is safe on its medium: the last word of the journal. Half a last line (a power cut) is no line. */
export function safePlaces({ path }: StoredJob): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { target, safeToByte } of lines<JournalEntry>(join(path, 'journal.ndjson')))
    places.set(target, safeToByte);
  return places;
}

function lines<T>(path: string): T[] {
  return readText(path)
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as T];
      } catch {
        return [];
      }
    });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readProcess(path: string): JobProcess | undefined {
  return lines<JobProcess>(join(path, 'process.json'))[0];
}

/** This process, as it is written into a job's folder. */
export function ownProcess(): JobProcess {
  const bootId = readText('/proc/sys/kernel/random/boot_id').trim();
  return { pid: process.pid, startedTicks: startedTicks(process.pid) ?? '', ...(bootId && { bootId }) };
}

function isAlive(found: JobProcess | undefined): boolean {
  if (!found || (found.bootId !== undefined && found.bootId !== ownProcess().bootId)) return false;
  return startedTicks(found.pid) === found.startedTicks;
}

/** Field 22 of /proc/PID/stat; on systems without it the pid itself has to do. */
function startedTicks(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat !== '') return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  try {
    process.kill(pid, 0);
    return '';
  } catch {
    return undefined;
  }
}
