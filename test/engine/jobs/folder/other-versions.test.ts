import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  endProcessOf,
  findJob,
  isResumable,
  listJobs,
  processOf,
  safePlaces,
  saidNote,
} from '../../../../src/engine/jobs/folder/job-store.ts';
import { readEvent } from '../../../../src/engine/jobs/folder/read-event.ts';
import { reportWords } from '../../../../src/words/report.ts';

const JOB = '20261122-120000-abcd';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-versions-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function plant(files: Readonly<Record<string, string>>): void {
  const path = join(folder, 'isowright/jobs', JOB);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const source = { kind: 'image', path: '/i.iso' };
  const targets = [{ kind: 'file', path: '/t.img', sizeBytes: 1 }];
  const plan = JSON.stringify({ v: 1, do: 'write', source, targets, verify: true });
  for (const [name, text] of Object.entries({ 'plan.json': plan, ...files }))
    writeFileSync(join(path, name), text);
}

const linesOf = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

test('the job of a later version is refused with what it is, not taken for one that was interrupted', () => {
  plant({ 'events.ndjson': linesOf({ v: 2, job: JOB, at: '', event: 'done', ok: true, exitCode: 0 }) });
  expect(() => findJob(JOB)).toThrow(/plan-invalid.*events\.ndjson:v=2/);
  expect(listJobs()).toEqual([]);
});

test('a report that lost its shape is shown as far as it is understood, and brings nothing down', () => {
  const report = {
    elapsedMs: 'long',
    targets: [{ state: 'unfinished' }],
    losses: { none: true },
    forecast: [null],
    failure: { code: 'of-tomorrow', facts: {} },
    tomorrow: 1,
  };
  plant({ 'events.ndjson': linesOf({ event: 'plan' }, { event: 'done', report, exitCode: 1 }) });
  const job = findJob(JOB);
  expect(job.state).toBe('over');
  expect(isResumable(job)).toBe(true);
  expect(job.done).toMatchObject({ ok: false, outcome: 'failed', report: { elapsedMs: 0, tomorrow: 1 } });
  expect(job.done?.report.losses).toBeUndefined();
  const done = job.done;
  if (done) expect(reportWords(done).happened.length).toBeGreaterThan(0);
});

test('whatever the files of a job hold, it is shown or refused, and nothing falls over', () =>
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (values, one) => {
      const done = { event: 'done', ok: one, exitCode: one, outcome: one, report: one };
      const targets = { event: 'done', report: { targets: [one, { state: 'written', mismatches: one }] } };
      plant({
        'events.ndjson': linesOf(...values, done, targets),
        'journal.ndjson': linesOf(...values, { target: 'a', safeToByte: one }),
        'process.json': linesOf(one),
      });
      for (const job of listJobs()) {
        isResumable(job);
        safePlaces(job);
        saidNote(job, 'paused');
        if (job.done) reportWords(job.done);
      }
    }),
    { numRuns: 100 },
  ));

test.each([0, -1, 1.5, '1', null])(
  'a job that says it is process %j has none, and a stop ends nobody',
  (pid) => {
    plant({ 'process.json': linesOf({ pid, startedTicks: '' }) });
    const kill = vi.spyOn(process, 'kill');
    expect(processOf(JOB)).toBeUndefined();
    endProcessOf(findJob(JOB));
    expect(kill).not.toHaveBeenCalledWith(pid, 'SIGKILL');
    kill.mockRestore();
  },
);

test('events of tomorrow, and lines that are none, are no events', () => {
  for (const line of [null, 5, 'done', [], {}, { event: 'tomorrow' }, { event: 'constructor' }])
    expect(readEvent(line)).toBeUndefined();
  expect(readEvent({ event: 'progress', phase: 'of-tomorrow', doneBytes: 1 })).toBeUndefined();
  expect(readEvent({ event: 'plan', plan: { v: 1, do: 'of-tomorrow' } })).toBeUndefined();
});

test('an event of today is the same object with all that it has', () => {
  const event = { v: 1, job: JOB, at: 'now', event: 'note', code: 'paused', more: { a: 1 } };
  expect(readEvent(event)).toBe(event);
});
