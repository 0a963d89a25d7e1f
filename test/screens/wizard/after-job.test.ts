import { describe, expect, test } from 'vitest';
import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import type { TargetReport } from '../../../src/engine/contract/events/report.ts';
import { jobIdOf } from '../../../src/words/progress/plain.ts';
import { eventOf } from '../../words/progress/replay.ts';
import { atJobs, atOptions, atRun, atSource, type Driver, fineDryRun, isoBytes } from '../drive-wizard.ts';
import { someDrives } from '../fake-drives.ts';
import { frameOf } from '../frame.tsx';

const madePath = '/home/ann/tools-1.4.2-2026-11-22.iso';
const folderNote: JobFact = {
  event: 'note',
  code: 'job-folder',
  path: '/var/lib/x/jobs/20261122-120000-abcd',
};
const made: JobFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: { elapsedMs: 9, image: { path: madePath, sizeBytes: isoBytes, sha256: 'ab', label: 'TOOLS' } },
};
const target: TargetReport = {
  target: 'sdb',
  path: '/dev/sdb',
  ok: false,
  state: 'unfinished',
  writtenBytes: 4096,
  skippedBytes: 0,
  onMediaBytes: 4096,
  verifiedBytes: 0,
  mismatches: [],
  sha256: '',
};
const failed = (targets: readonly TargetReport[]): JobFact => ({
  event: 'done',
  ok: false,
  exitCode: 4,
  outcome: 'failed',
  report: {
    elapsedMs: 9,
    targets: [...targets],
    failure: { code: 'target-gone', facts: { target: '/dev/sdb', atByte: 4096 } },
  },
});

const over = (driver: Driver, ...facts: readonly JobFact[]) =>
  driver.job(...facts.map((fact) => eventOf([10, fact])));
const foot = (driver: Driver, columns: number, rows: number) => {
  if (driver.wizard.at === 'left') throw new Error('left');
  return frameOf(driver.wizard, driver.atMs, { columns, rows, glyphs: 'utf8', colour: false })
    .split('\n')
    .at(-1);
};

/** An image was made from a folder. */
const atMade = () => over(atOptions().keys('enter').dryRun(fineDryRun).keys('enter'), made);
/** A write was broken off in its middle. */
const atBroken = () => over(atRun(), folderNote, failed([target]));
/** An image was compared with its own checksum file, and is as it should be. */
function atVerified(ok = true): Driver {
  const driver = atSource('verify').type('debian-12.9').keys('enter').found().drives();
  driver.keys('down', 'enter', 'enter').dryRun(fineDryRun).keys('enter');
  return over(driver, ok ? fineDryRun : failed([]));
}

describe('a report leads on', () => {
  test('to a drive with the image that was just made, without a word typed twice', () => {
    const driver = atMade().keys('w');
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { task: 'write', source: { kind: 'image', path: madePath, sizeBytes: isoBytes } },
    });
    driver.drives().keys('down', 'enter', 'enter').dryRun(fineDryRun).keys('enter').type('sdb').keys('enter');
    expect(driver.do({ do: 'rechecked', drives: someDrives, atMs: driver.atMs }).wizard).toMatchObject({
      at: 'running',
      plan: { do: 'write', source: { path: madePath }, targets: [{ path: '/dev/sdb' }] },
    });
  });

  test('to a drive with the image that was just found good, and not with one that was not', () => {
    expect(atVerified().keys('w').asking).toMatchObject({ step: 'target', answers: { task: 'write' } });
    expect(atVerified(false).keys('w').wizard.at).toBe('finished');
  });

  test('to the same comparison again at once, since it changes nothing', () => {
    expect(atVerified(false).keys('t').wizard).toMatchObject({ at: 'running', plan: { do: 'verify' } });
  });

  test('to the same write again, but never without the name typed again', () => {
    const driver = over(atRun(), failed([target])).keys('t');
    expect(driver.asking).toMatchObject({ step: 'confirm', confirm: { field: { text: '' } } });
    driver.type('sdb').keys('enter');
    expect(driver.do({ do: 'rechecked', drives: someDrives, atMs: driver.atMs }).wizard).toMatchObject({
      at: 'running',
      from: { kind: 'start' },
      plan: { do: 'write', targets: [{ path: '/dev/sdb' }] },
    });
  });

  test('to the drive list instead when the drive of the same write is gone', () => {
    const driver = over(atRun(), failed([target]))
      .keys('t')
      .drives([]);
    expect(driver.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
  });

  test('to the job itself where it was broken off', () => {
    const { wizard } = atBroken().keys('r');
    expect(wizard).toMatchObject({
      at: 'running',
      from: { kind: 'resume', job: '20261122-120000-abcd' },
      plan: { do: 'write' },
    });
    expect(wizard.at === 'running' && jobIdOf(wizard.progress)).toBeUndefined();
  });

  test('to no resume of a job that wrote nothing, or that has no folder', () => {
    expect(over(atRun(), folderNote, failed([])).keys('r').wizard.at).toBe('finished');
    expect(over(atRun(), failed([target])).keys('r').wizard.at).toBe('finished');
  });

  test('back to the questions with every answer kept, and what was looked at is looked at again', () => {
    const driver = atMade();
    const before = driver.wizard.at === 'finished' ? driver.wizard.asked?.answers : undefined;
    expect(driver.keys('c').asking).toMatchObject({
      step: 'output',
      answers: before,
      output: { found: undefined },
      summary: { planKey: undefined },
    });
    expect(atBroken().keys('c').asking).toMatchObject({ step: 'target', answers: { task: 'write' } });
  });

  test('nowhere with a letter that makes no sense after this job', () => {
    expect(atMade().keys('t', 'r').wizard.at).toBe('finished');
    const undone = over(atJobs().keys('enter'), made);
    expect(undone.keys('t', 'c', 'r').wizard.at).toBe('finished');
  });

  test('and every report that was seen stays on the terminal', () => {
    const driver = over(atMade().keys('c').do({ do: 'leave', exitCode: 3 }));
    expect(driver.wizard).toMatchObject({ at: 'left', finished: [{ plan: { do: 'make' } }] });
  });
});

test.each([
  [80, 24],
  [60, 20],
  [40, 10],
])('the keys that lead on stand at the foot of a report at %dx%d', (columns, rows) => {
  expect(foot(atMade(), columns, rows)).toMatch(/w write it +c change/);
  expect(foot(atMade(), columns, rows)).not.toMatch(/retry|resume/);
  expect(foot(atBroken(), columns, rows)).toMatch(/t retry +r resume +c change/);
});
