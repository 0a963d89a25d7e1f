import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  cleanOldJobs,
  finishedJobs,
  KEPT_DAYS,
  KEPT_JOBS,
} from '../../../../src/engine/jobs/folder/clean-jobs.ts';
import { ownProcess } from '../../../../src/engine/jobs/folder/job-store.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const DAY_MS = 86_400_000;
let folder = '';
let jobs = '';
let made = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-clean-'));
  jobs = join(folder, 'isowright/jobs');
  mkdirSync(jobs, { recursive: true, mode: 0o700 });
  vi.stubEnv('XDG_STATE_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const write = {
  v: 1,
  do: 'write',
  source: { kind: 'image', path: '/i.iso' },
  targets: [{ kind: 'file', path: '/t.img', sizeBytes: 1 }],
  verify: true,
};

interface Made {
  readonly daysAgo: number;
  readonly plan?: object;
  /** State of its target at its end; absent for a job without a last word. */
  readonly end?: { readonly ok: boolean; readonly state: string };
  readonly runs?: boolean;
}

function makeJob({ daysAgo, plan = write, end, runs }: Made): string {
  const stamp = new Date(NOW_MS - daysAgo * DAY_MS).toISOString().replace(/[-:]/g, '').replace('T', '-');
  const id = `${stamp.slice(0, 15)}-${(made++).toString(36).padStart(4, '0')}`;
  const path = join(jobs, id);
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, 'plan.json'), JSON.stringify(plan));
  writeFileSync(
    join(path, 'process.json'),
    JSON.stringify(runs ? ownProcess() : { pid: 1, startedTicks: 'x' }),
  );
  const done = end && { event: 'done', ok: end.ok, report: { targets: [{ state: end.state }] } };
  writeFileSync(join(path, 'events.ndjson'), `{"event":"plan"}\n${done ? `${JSON.stringify(done)}\n` : ''}`);
  return id;
}

const proved = { ok: true, state: 'proved' };
const OLD = KEPT_DAYS + 1;

test('old jobs that are finished go; what runs, was interrupted or can go on stays', () => {
  const gone = [
    makeJob({ daysAgo: OLD, end: proved }),
    makeJob({ daysAgo: OLD, end: { ok: false, state: 'untouched' } }),
    makeJob({
      daysAgo: OLD,
      end: { ok: false, state: 'untouched' },
      plan: { ...write, do: 'verify', verify: undefined },
    }),
  ];
  const kept = [
    makeJob({ daysAgo: KEPT_DAYS - 1, end: proved }),
    makeJob({ daysAgo: OLD }),
    makeJob({ daysAgo: OLD, runs: true }),
    makeJob({ daysAgo: OLD, end: { ok: false, state: 'unfinished' } }),
    makeJob({ daysAgo: OLD, end: { ok: false, state: 'written' } }),
  ];
  expect(cleanOldJobs(NOW_MS).sort()).toEqual(gone.sort());
  expect(readdirSync(jobs).sort()).toEqual(kept.sort());
});

test('beyond the newest fifty, finished jobs go however young they are', () => {
  const all = Array.from({ length: KEPT_JOBS + 3 }, (_, index) =>
    makeJob({ daysAgo: index / 100, end: proved }),
  );
  expect(cleanOldJobs(NOW_MS).sort()).toEqual(all.slice(KEPT_JOBS).sort());
  expect(cleanOldJobs(NOW_MS)).toEqual([]);
});

test('a job that is being undone stays, and so does what a test could not put back', () => {
  const undone = makeJob({ daysAgo: OLD, end: proved });
  const needed = makeJob({ daysAgo: OLD, end: proved });
  const holding = makeJob({ daysAgo: OLD, end: { ok: false, state: 'untouched' } });
  writeFileSync(join(jobs, holding, 'truth-0123.json'), '{}');
  makeJob({ daysAgo: 0, runs: true, plan: { v: 1, do: 'undo', job: undone } });
  expect(cleanOldJobs(NOW_MS, needed)).toEqual([]);
  expect(finishedJobs().map(({ id }) => id)).toEqual([needed]);
});

test('links among the jobs are neither followed nor removed', () => {
  const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
  writeFileSync(join(elsewhere, 'plan.json'), JSON.stringify(write));
  symlinkSync(elsewhere, join(jobs, '20200101-000000-link'));
  const id = makeJob({ daysAgo: OLD, end: proved });
  symlinkSync(elsewhere, join(jobs, id, 'link'));
  expect(cleanOldJobs(NOW_MS)).toEqual([id]);
  expect(existsSync(join(elsewhere, 'plan.json'))).toBe(true);
  expect(readdirSync(jobs)).toEqual(['20200101-000000-link']);
});

const YEAR_MS = 365 * DAY_MS;

test('a clock far ahead makes no job old: neither in the first job with it nor in the ones after it', () => {
  const kept = [
    makeJob({ daysAgo: 0.1, end: proved }),
    makeJob({ daysAgo: 29, end: proved }),
    makeJob({ daysAgo: -12 * 365, end: proved }),
  ];
  for (const aheadMs of [1, 12, 70].map((years) => years * YEAR_MS))
    expect([aheadMs, cleanOldJobs(NOW_MS + aheadMs)]).toEqual([aheadMs, []]);
  expect(readdirSync(jobs).sort()).toEqual(kept.sort());
  // And a clock that begins anew in 1970 and is set right afterwards.
  const early = makeJob({ daysAgo: 56 * 365, end: proved });
  expect(cleanOldJobs(NOW_MS)).toEqual([]);
  expect(existsSync(join(jobs, early))).toBe(true);
});

test('a job that began since the system did is as old as the system says, whatever the clock says', () => {
  const young = makeJob({ daysAgo: OLD, end: proved });
  const old = makeJob({ daysAgo: OLD, end: proved });
  writeFileSync(join(jobs, young, 'process.json'), JSON.stringify({ ...ownProcess(), pid: 1 }));
  expect(cleanOldJobs(NOW_MS)).toEqual([old]);
  expect(existsSync(join(jobs, young))).toBe(true);
});
