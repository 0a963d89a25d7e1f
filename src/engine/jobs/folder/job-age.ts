import { readFileSync } from 'node:fs';
import type { JobProcess } from './job-folder.ts';

const DAY_MS = 86_400_000;
/** A quiet time longer than this is as likely a clock that was wrong, on either side of it. */
const PLAUSIBLE_GAP_MS = 92 * DAY_MS;
/** USER_HZ, the unit of /proc/PID/stat, is the same on every Linux. */
const TICK_MS = 10;

/**
 * How old jobs are at least. The clock alone is no witness: one far ahead would make all of them old, and with them goes what undo
 * needs. So a gap between two jobs (or the newest and now) that is too long to be believed counts for nothing.
 *
 * @param newestFirst ids of jobs
 * @returns by id, in milliseconds
 */
export function agesOf(newestFirst: readonly string[], nowMs: number): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  let ageMs = 0;
  let laterMs = nowMs;
  for (const id of newestFirst) {
    const startedMs = startOf(id);
    const gapMs = laterMs - startedMs;
    if (gapMs > 0 && gapMs <= PLAUSIBLE_GAP_MS) ageMs += gapMs;
    ages.set(id, ageMs);
    if (!Number.isNaN(startedMs)) laterMs = startedMs;
  }
  return ages;
}

/** How long ago a job of this very run of the system began, which no clock can change; undefined for jobs of earlier runs. */
export function sinceBootMs(started: JobProcess | undefined, own: JobProcess): number | undefined {
  const ticks = Number(started?.startedTicks || Number.NaN);
  if (Number.isNaN(ticks) || started?.bootId === undefined || started.bootId !== own.bootId) return undefined;
  try {
    return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000 - ticks * TICK_MS;
  } catch {
    return undefined;
  }
}

/** The time in a job's id, `20261122-114502-k3f9`. */
function startOf(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
