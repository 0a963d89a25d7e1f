import { readdirSync, rmSync } from 'node:fs';
import { agesOf, sinceBootMs } from './job-age.ts';
import {
  isResumable,
  jobIds,
  ownProcess,
  processOf,
  runningJobs,
  type StoredJob,
  storedJob,
} from './job-store.ts';

/** What a finished job keeps (what undo needs, the events, a receipt) stays so long, and never more than so many jobs. */
export const KEPT_DAYS = 30;
export const KEPT_JOBS = 50;

const DAY_MS = 86_400_000;

/**
 * Removes the folders of jobs that are finished and old, or too many. One that runs, or that `resume` could go on with, stays
 * whatever its age; so does the one an undo is about. Never throws.
 *
 * @returns the ids of the jobs that were removed
 */
export function cleanOldJobs(nowMs: number, needed?: string): string[] {
  try {
    const newestFirst = jobIds();
    const ages = agesOf(newestFirst, nowMs);
    const isOld = (id: string): boolean => (ages.get(id) ?? 0) > KEPT_DAYS * DAY_MS && !beganLately(id);
    const candidates = newestFirst.filter((id, index) => index >= KEPT_JOBS || isOld(id));
    // Nearly always none: then nothing is read.
    if (candidates.length === 0) return [];
    return remove(finished(candidates, needed));
  } catch {
    return [];
  }
}

/** Whatever the clock says now: the system has not been running for so long since the job began. */
function beganLately(id: string): boolean {
  const sinceMs = sinceBootMs(processOf(id), ownProcess());
  return sinceMs !== undefined && sinceMs <= KEPT_DAYS * DAY_MS;
}

/** Every finished job, whatever its age. */
export function finishedJobs(): StoredJob[] {
  return finished(jobIds(), undefined);
}

/** @returns the ids */
export function removeJobs(jobs: readonly StoredJob[]): string[] {
  return remove(jobs);
}

function finished(ids: readonly string[], needed: string | undefined): StoredJob[] {
  const undone = new Set([needed, ...jobsBeingUndone()]);
  return ids.flatMap((id) => {
    const job = storedJob(id);
    const isKept = !job || job.state === 'running' || isResumable(job) || undone.has(id) || holdsContent(job);
    return isKept ? [] : [job];
  });
}

/** Bytes of a drive that a test could not put back, or an undo that did not come to its end. */
function holdsContent({ path }: StoredJob): boolean {
  return readdirSync(path).some((name) => /^truth-.*\.json$|\.begun$/.test(name));
}

/** Whoever has used this program often has as many jobs as are kept: all of them would be read before each new one. */
function jobsBeingUndone(): (string | undefined)[] {
  return runningJobs(jobIds().slice(0, KEPT_JOBS)).map(({ plan }) => plan.job);
}

/** A folder is somebody's own, seen by `storedJob`; links in it are removed, not followed. */
function remove(jobs: readonly StoredJob[]): string[] {
  return jobs.flatMap(({ id, path }) => {
    try {
      rmSync(path, { recursive: true, force: true });
      return [id];
    } catch {
      return [];
    }
  });
}
