import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { canGoOn } from '../../contract/events/can-go-on.ts';
import type { DoneFact } from '../../contract/events/events.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { natureOf } from '../../contract/plan/natures.ts';
import { type Plan, plan as planSchema } from '../../contract/plan/plan.ts';
import { planProblem } from '../../contract/plan/plan-problem.ts';
import { isRecord } from '../../contract/plan/record.ts';
import { readPlain } from '../../host/files/read-plain.ts';
import { startedTicks } from '../../host/files/started-ticks.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { isHeld } from '../../host/trust/held-file.ts';
import { isOwnFolder } from '../../host/trust/own-folder.ts';
import { ALIVE, type JobProcess } from './job-folder.ts';
import { JOB_ID } from './job-id.ts';
import { isOfOtherVersion, readEvent } from './read-event.ts';

const journalLine = z.object({ target: z.string(), safeToByte: z.int().nonnegative() });

/** Whom a stop may end: pids below 1 mean everybody. */
const processLine = z.object({
  pid: z.int().positive(),
  startedTicks: z.string(),
  bootId: z.string().exactOptional(),
});

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

/** Those of them that run. Of all others nothing is read but who carried them out. */
export function runningJobs(ids: readonly string[]): StoredJob[] {
  const folder = jobsFolder();
  const bootId = ownBootId();
  return ids
    .filter((id) => isAlive(join(folder, id), bootId))
    .flatMap((id) => storedJob(id) ?? [])
    .filter(({ state }) => state === 'running');
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
  if (state === 'interrupted') return natureOf(plan).goesOn !== 'never';
  return state === 'over' && done !== undefined && canGoOn(plan, done);
}

/**
 * The job a person wants to look at: the one with this id; else the newest that runs, else the newest.
 *
 * @throws Failure `job-missing`, `permission-denied`, `plan-invalid`
 */
export function jobToLookAt(id: string | undefined): StoredJob {
  return findJob(id ?? jobIds().find((other) => storedJob(other)?.state === 'running'));
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
    throw new Failure('job-missing', { job: id ?? 'newest-job' });
  return readJob(wanted, join(jobsFolder(), wanted));
}

function readJob(id: string, path: string): StoredJob {
  if (!isOwnFolder(path)) throw new Failure('permission-denied', { path });
  const plan = planSchema.safeParse(keptPlan(join(path, 'plan.json')));
  if (!plan.success)
    throw new Failure('plan-invalid', { path: join(path, 'plan.json'), problem: planProblem(plan.error) });
  const events = storedEvents(path);
  const done = lastWord(events);
  const state = done ? 'over' : isAlive(path) ? 'running' : 'interrupted';
  const paused = state === 'running' && isPaused(events);
  return { id, path, plan: plan.data, state, paused, ...(done && { done }) };
}

/** @throws Failure `plan-invalid` for one that is not there, or of which a part is missing */
function keptPlan(path: string): unknown {
  try {
    return JSON.parse(readPlain(path));
  } catch (cause) {
    throw new Failure('plan-invalid', { path, problem: 'plan-unreadable' }, { cause });
  }
}

/** @throws Failure `plan-invalid` when another version of this program wrote them: what it did is not known here */
function storedEvents(path: string): Record<string, unknown>[] {
  const events = lines(join(path, 'events.ndjson')).filter(isRecord);
  const other = events.find(isOfOtherVersion);
  if (!other) return events;
  throw new Failure('plan-invalid', { problem: `${path}/events.ndjson:v=${JSON.stringify(other.v)}` });
}

/** The last event, when it is `done`. A run after it (a resumed job) begins with `plan` again. */
function lastWord(events: readonly Record<string, unknown>[]): DoneFact | undefined {
  const last = readEvent(events.at(-1));
  return last?.event === 'done' ? last : undefined;
}

/** Each run of a job begins with `plan`, and goes. */
function isPaused(events: readonly Record<string, unknown>[]): boolean {
  const last = events.findLast(
    ({ event, code }) => event === 'plan' || (event === 'note' && (code === 'paused' || code === 'resumed')),
  );
  return last?.event === 'note' && last.code === 'paused';
}

/** How far each target is safe on its medium: the last word of the journal. Half a last line (a power cut) is no line, nor is what names no place. */
export function safePlaces({ path }: StoredJob): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const line of lines(join(path, 'journal.ndjson'))) {
    const entry = journalLine.safeParse(line);
    if (entry.success) places.set(entry.data.target, entry.data.safeToByte);
  }
  return places;
}

/** A job once noted this. */
export function saidNote({ path }: StoredJob, code: string): boolean {
  return lines(join(path, 'events.ndjson'))
    .filter(isRecord)
    .some((event) => event.event === 'note' && event.code === code);
}

function lines(path: string): unknown[] {
  return readText(path)
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
}

function readText(path: string): string {
  try {
    return readPlain(path);
  } catch {
    return '';
  }
}

function readProcess(path: string): JobProcess | undefined {
  return processLine.safeParse(lines(join(path, 'process.json'))[0]).data;
}

/** Who carried a job out, as its folder tells. */
export function processOf(id: string): JobProcess | undefined {
  return readProcess(join(jobsFolder(), id));
}

/** This process, as it is written into a job's folder. */
export function ownProcess(): JobProcess {
  const bootId = ownBootId();
  return { pid: process.pid, startedTicks: startedTicks(process.pid) ?? '', ...(bootId && { bootId }) };
}

function ownBootId(): string {
  return readText('/proc/sys/kernel/random/boot_id').trim();
}

/**
 * @param path the folder of the job
 * @param bootId of this system; who asks about many jobs reads it once
 */
function isAlive(path: string, bootId = ownBootId()): boolean {
  const found = readProcess(path);
  if (found !== undefined && process.platform === 'win32') return isHeld(join(path, ALIVE));
  // Where the system tells none, none was written.
  if (!found || (found.bootId !== undefined && found.bootId !== (bootId || undefined))) return false;
  return startedTicks(found.pid) === found.startedTicks;
}

/** Ends the process of a job that does not answer; nothing when it has ended, or is somebody else's. */
export function endProcessOf({ path }: StoredJob): void {
  const found = readProcess(path);
  if (!found || !isAlive(path)) return;
  try {
    process.kill(found.pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

export { jobsFolder };
