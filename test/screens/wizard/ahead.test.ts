import { expect, test } from 'vitest';
import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import { atOptions, atSource, atSummary, type Driver, fineDryRun, isoBytes } from '../drive-wizard.ts';

// Enter during "looking" was swallowed, and what was looked at had no name.

const place = '/home/ann/tools-1.4.2-2026-11-22.iso';
const atMakeSummary = () => atOptions().keys('enter');
const lossy: JobFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 40,
    source: { path: '/home/ann/isos/tools-1.4.2', sizeBytes: isoBytes },
    losses: [{ code: 'owner', path: '/a', where: 'iso9660' } as never],
  },
};
const ended = (driver: Driver, ...facts: readonly JobFact[]) => driver.dryRun(...facts);

test('Enter while the folder is looked at starts the job when the look found nothing to read', () => {
  const driver = atMakeSummary().keys('enter');
  expect(driver.asking).toMatchObject({ step: 'summary', isAhead: true });
  expect(driver.asking.notice).toContain('Still looking at the folder');
  expect(ended(driver, fineDryRun).wizard).toMatchObject({ at: 'running', plan: { do: 'make' } });
});

test('Enter while an image is looked at leads to the confirmation, and erases nothing', () => {
  expect(ended(atSummary().keys('enter'), fineDryRun).asking).toMatchObject({
    step: 'confirm',
    isAhead: false,
  });
});

test('Enter does not skip what the look found: it is to be read, and Enter pressed again', () => {
  const driver = ended(atMakeSummary().keys('enter'), lossy);
  expect(driver.asking).toMatchObject({ step: 'summary', isAhead: false });
  expect(driver.asking.notice).toContain('press Enter again');
  expect(driver.keys('enter').wizard.at).toBe('running');
});

test('Enter goes nowhere when the look failed', () => {
  const failed: JobFact = {
    event: 'done',
    ok: false,
    exitCode: 7,
    outcome: 'failed',
    report: { elapsedMs: 1, failure: { code: 'source-missing', facts: { path: '/x' } } },
  };
  expect(ended(atMakeSummary().keys('enter'), failed).asking.step).toBe('summary');
});

test('any other key takes the Enter back', () => {
  expect(ended(atMakeSummary().keys('enter', 'down'), fineDryRun).asking.step).toBe('summary');
  expect(ended(atMakeSummary().keys('enter', 'escape', 'enter'), fineDryRun).asking.step).toBe('summary');
});

test('Enter while the place of the output is looked at counts, and the place is named', () => {
  const driver = atSource('make').type('tools').keys(' ', 'enter');
  expect(driver.asking).toMatchObject({ step: 'output', isAhead: true });
  expect(driver.asking.notice).toContain(place);
  expect(driver.do({ do: 'output-found', path: place, facts: undefined }).asking.step).toBe('options');
});

test('Enter while the place of the output is looked at goes nowhere when something is there', () => {
  const driver = atSource('make').type('tools').keys(' ', 'enter');
  driver.do({ do: 'output-found', path: place, facts: { kind: 'file', sizeBytes: 1 } });
  expect(driver.asking).toMatchObject({ step: 'output', isAhead: false });
});
