import { describe, expect, test } from 'vitest';
import type { JobEvent, JobFact } from '../../../src/engine/contract/events/events.ts';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { confirmView } from '../../../src/screens/views/confirm-view.ts';
import { pageView } from '../../../src/screens/views/page-view.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { eventOf } from '../../words/progress/replay.ts';
import { atJobs, atRun, Driver } from '../drive-wizard.ts';
import { sandisk, systemDisk } from '../fake-drives.ts';
import { knownJobs } from '../fake-jobs.ts';

const [running, broken, over] = knownJobs;
const undoDryRun = (lostBytes: number): JobFact => ({
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 5,
    undone: [
      {
        target: 'sdb',
        path: '/dev/sdb',
        state: lostBytes > 0 ? 'partly' : 'whole',
        restoredBytes: 2_200_000,
        ...(lostBytes > 0 && { lost: { atByte: 1_048_576, lengthBytes: lostBytes, exact: true } }),
        partitions: [{ number: 1, atByte: 1_048_576, lengthBytes: 30e9, whole: lostBytes === 0 }],
      },
    ],
  },
});
const note = (code: 'paused' | 'resumed'): JobEvent => eventOf([100, { event: 'note', code }]);

describe('earlier jobs', () => {
  test('are listed with the newest under the cursor, which stays on its job', () => {
    const driver = atJobs().keys('down');
    expect(driver.asking.jobList.cursor).toBe(broken?.id);
    driver.do({ do: 'jobs-listed', jobs: knownJobs.slice(1) });
    expect(driver.asking.jobList.cursor).toBe(broken?.id);
  });

  test('one that runs is looked at, not started', () => {
    expect(atJobs().keys('enter').wizard).toMatchObject({
      at: 'running',
      from: { kind: 'attach', job: running?.id },
      plan: running?.plan,
      confirmed: [],
    });
  });

  test('one that was broken off goes on after a summary, with its own plan', () => {
    const driver = atJobs().keys('down', 'enter');
    expect(driver.asking.step).toBe('summary');
    expect(driver.keys('enter').wizard).toMatchObject({
      at: 'running',
      from: { kind: 'resume', job: broken?.id },
      plan: broken?.plan,
    });
  });

  test('one that is over shows its report; one that failed goes on with c', () => {
    const driver = atJobs().keys('down', 'down', 'enter');
    expect(pageView(driver.asking, DEFAULT_LOOK)?.title).toContain(over?.id);
    driver.keys('escape', 'c');
    expect(driver.asking).toMatchObject({
      step: 'jobs',
      notice: 'It is complete: there is nothing to continue.',
    });
    expect(driver.keys('down', 'c').asking).toMatchObject({
      step: 'summary',
      answers: { job: { wish: 'go-on' } },
    });
  });

  test('are not undone while they run, nor when they wrote to no drive', () => {
    expect(atJobs().keys('u').asking.notice).toContain('still running');
    expect(atJobs().keys('end', 'u').asking.notice).toContain('wrote to no drive');
  });

  test('are undone after a dry run and the word undo', () => {
    const driver = atJobs().keys('down', 'down', 'u');
    expect(makePlan(driver.asking)).toMatchObject({ do: 'undo', job: over?.id, partly: false });
    expect(driver.keys('enter').asking.step).toBe('summary');
    driver.dryRun(undoDryRun(0)).keys('enter');
    expect(confirmView(driver.asking, DEFAULT_LOOK).wanted).toBe('undo');
    expect(driver.type('yes').keys('enter').asking.step).toBe('confirm');
    expect(driver.keys('ctrl-u').type('undo').keys('enter').wizard).toMatchObject({
      at: 'running',
      plan: { do: 'undo', partly: false },
    });
  });

  test('that lost files are put back partly only with both words', () => {
    const driver = atJobs().keys('down', 'down', 'u').dryRun(undoDryRun(5e9)).keys('enter');
    expect(confirmView(driver.asking, DEFAULT_LOOK).wanted).toBe('undo partly');
    expect(driver.type('undo').keys('enter').asking.step).toBe('confirm');
    expect(driver.type(' partly').keys('enter').wizard).toMatchObject({
      at: 'running',
      plan: { partly: true },
    });
  });

  test('an empty list does nothing', () => {
    const driver = new Driver()
      .keys('end', 'enter')
      .do({ do: 'jobs-listed', jobs: [] })
      .keys('enter', 'u', 'c');
    expect(driver.asking).toMatchObject({ step: 'jobs', notice: 'There is no job here.' });
  });
});

describe('giving a stick back', () => {
  const atRestore = () => new Driver().keys('down', 'down', 'down', 'enter').drives();

  test('asks for a drive, its name, and the name of the drive once more', () => {
    const driver = atRestore();
    expect(driver.asking.step).toBe('target');
    driver.keys('down', 'enter').type('KEYS').keys('enter');
    expect(makePlan(driver.asking)).toMatchObject({
      do: 'restore',
      label: 'KEYS',
      targets: [{ path: '/dev/sdb' }],
    });
    driver.dryRun({ event: 'done', ok: true, exitCode: 0, outcome: 'done', report: { elapsedMs: 1 } });
    driver.keys('enter').type('sdb').keys('enter');
    driver.do({ do: 'rechecked', drives: [sandisk, systemDisk], atMs: driver.atMs });
    expect(driver.wizard).toMatchObject({
      at: 'running',
      plan: { do: 'restore' },
      confirmed: [{ name: 'sdb' }],
    });
  });

  test('refuses a name that FAT cannot hold', () => {
    const driver = atRestore().keys('down', 'enter').type('a very long name').keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'options',
      notice: 'Name: The name has 16 characters; at most 11 fit.',
    });
  });

  test('is not started without a look at the drive', () => {
    const driver = atRestore().keys('down', 'enter', 'enter');
    driver.dryRun({ event: 'done', ok: true, exitCode: 0, outcome: 'done', report: { elapsedMs: 1 } });
    expect(driver.keys('enter').type('sdb').keys('enter').wizard).toMatchObject({ at: 'asking' });
  });
});

describe('pausing', () => {
  const wish = (driver: Driver) => (driver.wizard.at === 'running' ? driver.wizard.wish.do : undefined);

  test('a job that another viewer has paused goes on with p', () => {
    const driver = atJobs().keys('enter').job(note('paused')).keys('p');
    expect(wish(driver)).toBe('run');
    expect(driver.wizard).toMatchObject({ wish: { count: 1 } });
  });

  test('p twice before the job has answered pauses it and lets it go on', () => {
    const driver = atRun().keys('p');
    expect(wish(driver)).toBe('pause');
    expect(wish(driver.keys('p'))).toBe('run');
    expect(wish(driver.job(note('paused'), note('resumed')).keys('p'))).toBe('pause');
  });

  test('what others do is not answered by an order of our own', () => {
    const driver = atRun().job(note('paused'), note('resumed'));
    expect(driver.wizard).toMatchObject({ wish: { count: 0 } });
  });
});
