import { describe, expect, test } from 'vitest';
import { plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import { chosenDrives } from '../../../src/screens/wizard/confirm-words.ts';
import { driveNeed } from '../../../src/screens/wizard/need.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { stepNumber } from '../../../src/screens/wizard/steps.ts';
import { START_MS } from '../../words/progress/replay.ts';
import {
  atCopied,
  atMedium,
  mediumDryRun,
  readableDrives,
  readPhase,
  said,
  stickBytes,
} from '../drive-saving.ts';
import { bigDisk, kingston, sandisk } from '../fake-drives.ts';
import { frameOf } from '../frame.tsx';

const look = { columns: 80, rows: 24, glyphs: 'utf8', colour: false } as const;
const drives = [...readableDrives, kingston, bigDisk];

/** The stick onto the Kingston, at its confirmation. */
const atCopyConfirm = () =>
  atCopied().keys('down', 'down', 'enter', 'enter').dryRun(mediumDryRun).keys('enter');

describe('a drive that is saved onto another one', () => {
  test('is chosen first, then where to, then the drive, which is named before anything starts', () => {
    const driver = atCopied().keys('down', 'down', 'enter');
    expect(chosenDrives(driver.asking.answers).map(({ name }) => name)).toEqual([kingston.name]);
    expect(driver.asking.step).toBe('options');
    driver.keys('enter').dryRun(mediumDryRun).keys('enter');
    expect(driver.asking.step).toBe('confirm');
    const plan = makePlan(driver.asking);
    expect(plan).toMatchObject({
      do: 'read',
      source: { kind: 'medium', path: sandisk.path },
      targets: [{ kind: 'drive', path: kingston.path, expect: { serial: kingston.serial } }],
    });
    expect(plan).not.toHaveProperty('output');
    expect(planSchema.parse(plan)).toEqual(plan);
    driver.type(kingston.name).keys('enter').do({ do: 'rechecked', drives, atMs: driver.atMs });
    expect(driver.wizard).toMatchObject({ at: 'running', plan, confirmed: [{ path: sandisk.path }] });
    const frame = frameOf(said(driver, readPhase).wizard as never, START_MS, look);
    expect(frame).toMatch(/sdb .*→ +sdc/);
  });

  test('is not written to: the machine is asked which drives hold it', () => {
    const driver = atMedium(drives).keys('down', 'enter', 'down');
    expect(driveNeed(driver.asking)).toEqual({ sourcePath: sandisk.path });
    expect(driveNeed(atMedium(drives).keys('down', 'enter').asking)).toEqual({});
  });

  test('shows what is lost on the other one, and no partitions of it', () => {
    const frame = frameOf(atCopied().keys('down').asking, START_MS, look);
    expect(frame).toContain('Which drive becomes a copy of sdb');
    expect(frame).not.toContain('sdb1');
    const summary = frameOf(atCopied().keys('down', 'down', 'enter', 'enter').asking, START_MS, {
      ...look,
      rows: 60,
    });
    expect(summary).toContain(`Everything on ${kingston.name} is erased`);
  });

  test('goes onto several at once, each of them named', () => {
    const driver = atCopied().keys('down', 'down', ' ', 'down', ' ', 'enter');
    driver.keys('enter').dryRun(mediumDryRun).keys('enter');
    const wanted = makePlan(driver.asking);
    expect(wanted).toMatchObject({ targets: [{ path: kingston.path }, { path: bigDisk.path }] });
    driver.type(kingston.name).keys('enter').do({ do: 'rechecked', drives, atMs: driver.atMs });
    expect(driver.wizard.at).toBe('asking');
  });

  test('that vanishes leads back to what is saved; the other one that vanishes to the list of drives', () => {
    const gone = atCopyConfirm().drives([kingston, bigDisk]);
    expect(gone.asking).toMatchObject({ step: 'medium', answers: { medium: undefined } });
    const other = atCopyConfirm().drives([...readableDrives, bigDisk]);
    expect(other.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
    expect(other.asking.answers.medium?.path).toBe(sandisk.path);
  });

  test('starts nothing when it vanishes while the names are checked', () => {
    for (const left of [[kingston, bigDisk], [sandisk]]) {
      const driver = atCopyConfirm().type(kingston.name).keys('enter');
      expect(driver.do({ do: 'rechecked', drives: left, atMs: driver.atMs }).wizard.at).toBe('asking');
    }
  });

  test('keeps what was answered on the way back, and a file after all overwrites no drive', () => {
    const driver = atCopyConfirm().keys('escape', 'escape', 'escape');
    expect(driver.asking).toMatchObject({ step: 'target', driveList: { marks: [] } });
    driver.keys('escape');
    expect(driver.asking).toMatchObject({ step: 'where', answers: { where: 'drive' } });
    driver.keys('up', 'enter');
    expect(driver.asking).toMatchObject({ step: 'output', answers: { where: 'file', target: undefined } });
    expect(makePlan(driver.asking)).not.toHaveProperty('targets');
    driver.keys('escape', 'escape');
    expect(driver.asking.driveList.drives?.some(({ name }) => name === 'sdb1')).toBe(true);
    expect(driver.asking.driveList.cursor).toContain(sandisk.path);
  });

  test('can be looked over first: no drive is named, and then one key leads to the drive', () => {
    const driver = atCopied().keys('down', 'down', 'enter', 'down', ' ', 'enter').dryRun(mediumDryRun);
    expect(makePlan(driver.asking)).toMatchObject({ scan: true });
    expect(makePlan(driver.asking)).not.toHaveProperty('targets');
    driver.keys('enter');
    const medium = { path: '/dev/sdb', sizeBytes: stickBytes, badBytes: 0, bad: [], readErrors: 0 };
    const report = { elapsedMs: 9_000, medium };
    said(driver, readPhase, [9_000, { event: 'done', ok: true, exitCode: 0, outcome: 'done', report }]);
    expect(driver.keys('s').asking).toMatchObject({ step: 'target', answers: { where: 'drive' } });
  });

  test('counts its steps to the end', () => {
    const { answers } = atCopyConfirm().asking;
    expect(stepNumber(answers, 'confirm')).toEqual({ number: 7, of: 8 });
  });
});
