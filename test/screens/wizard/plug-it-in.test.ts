import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { targetView } from '../../../src/screens/views/target-view.ts';
import { driveId } from '../../../src/screens/wizard/drive-list.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { atTarget, type Driver, fineDryRun } from '../drive-wizard.ts';
import { bigDisk, kingston, sandisk, someDrives, systemDisk } from '../fake-drives.ts';

const tip = (driver: Driver) =>
  targetView(driver.asking, DEFAULT_LOOK)
    .tip.map(({ text }) => text)
    .join('');
const automounted = {
  ...kingston,
  parts: [{ path: '/dev/sdc1', label: 'NEW', fsType: 'vfat', sizeBytes: 1, mounts: ['/media/ann/NEW'] }],
  refusals: [{ code: 'mounted' as const, text: 'mounted at /media/ann/NEW' }],
};

describe('plug it in now', () => {
  test('puts the cursor on the drive that appears, and chooses nothing', () => {
    const driver = atTarget().keys('n');
    expect(tip(driver)).toContain('Waiting: plug the drive in now');
    driver.drives([kingston, ...someDrives]);
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { target: undefined },
      driveList: { cursor: driveId(kingston), waitingSince: undefined },
      notice: 'sdc has just appeared: this is the one. Enter chooses it.',
    });
    expect(targetView(driver.asking, DEFAULT_LOOK).rows[0]?.text).toMatch(/^sdc.*NEW$/);
    expect(driver.keys('enter').asking.step).toBe('target');
    driver.atMs += 1_000;
    expect(driver.keys('enter').asking.answers.target).toMatchObject({ drives: [{ name: 'sdc' }] });
  });

  test('is deaf to an Enter that was on its way when the drive appeared', () => {
    const driver = atTarget()
      .keys('n')
      .drives([kingston, ...someDrives]);
    driver.do({ do: 'keys', keys: ['enter'], atMs: driver.atMs + 100 });
    expect(driver.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
  });

  test('takes a stick that was there before, was pulled out and comes back, as the one that appeared', () => {
    const driver = atTarget([sandisk, kingston, systemDisk]).keys('n').drives([kingston, systemDisk]);
    expect(driver.asking.driveList.waitingSince).toBeDefined();
    driver.drives([sandisk, kingston, systemDisk]);
    expect(driver.asking.driveList.cursor).toBe(driveId(sandisk));
  });

  test('does not guess when two appear at once', () => {
    const driver = atTarget()
      .keys('n')
      .drives([kingston, bigDisk, ...someDrives]);
    expect(driver.asking.driveList.cursor).toBeUndefined();
    expect(driver.asking.notice).toBe('2 drives have appeared: sdc, sde. Mark the right one.');
  });

  test('waits on, and says why, while the drive is not offered yet', () => {
    const empty = { ...kingston, refusals: [{ code: 'no-medium' as const, text: 'no medium in it' }] };
    const driver = atTarget()
      .keys('n')
      .drives([empty, ...someDrives]);
    expect(driver.asking.notice).toBe('sdc has appeared, but is not offered: no medium in it.');
    driver.drives([kingston, ...someDrives]);
    expect(driver.asking.driveList.cursor).toBe(driveId(kingston));
  });

  test('offers a drive that a desktop has mounted only with consent', () => {
    const driver = atTarget()
      .keys('n')
      .drives([automounted, ...someDrives]);
    expect(driver.asking.notice).toContain('mounted at /media/ann/NEW. u offers it');
    driver.keys('u');
    expect(driver.asking.driveList).toMatchObject({ unmounts: true, cursor: driveId(automounted) });
  });

  test('does nothing on Enter while it waits, and ends with n or Esc', () => {
    const driver = atTarget().keys('n', 'enter');
    expect(driver.asking).toMatchObject({
      step: 'target',
      notice: 'Waiting for a drive. n or Esc stops waiting.',
    });
    expect(driver.keys('escape').asking).toMatchObject({
      step: 'target',
      driveList: { waitingSince: undefined },
    });
    expect(driver.keys('n', 'n').asking.driveList.waitingSince).toBeUndefined();
    driver.drives([kingston, ...someDrives]);
    expect(driver.asking.driveList.cursor).toBeUndefined();
  });
});

describe('unmounting by consent', () => {
  const drives = [automounted, systemDisk];

  test('is asked for with u, said with what is mounted, and stands in the plan', () => {
    const driver = atTarget(drives);
    expect(targetView(driver.asking, DEFAULT_LOOK).rows).toEqual([]);
    driver.keys('u', 'down');
    const view = targetView(driver.asking, DEFAULT_LOOK);
    expect(view.warnings).toContain('! unmounted first: /media/ann/NEW');
    driver.keys('enter');
    expect(makePlan(driver.asking)).toMatchObject({ targets: [{ path: '/dev/sdc', unmount: true }] });
  });

  test('never offers a drive that something else speaks against', () => {
    const both = { ...automounted, refusals: [...automounted.refusals, ...systemDisk.refusals] };
    const driver = atTarget([both, systemDisk]).keys('u');
    expect(driver.asking.notice).toBe('No drive here is refused only because it is mounted.');
    expect(driver.asking.driveList.unmounts).toBe(false);
    expect(atTarget([both, automounted]).keys('u', 'G').asking.driveList.cursor).toBe(driveId(automounted));
  });

  test('taken back with u takes the cursor and the marks off mounted drives', () => {
    const driver = atTarget([sandisk, ...drives]).keys('u', 'G', ' ', 'u');
    expect(driver.asking.driveList).toMatchObject({ unmounts: false, cursor: undefined, marks: [] });
  });

  test('holds only for what was mounted then', () => {
    const driver = atTarget(drives).keys('u', 'down', 'enter', 'enter').dryRun(fineDryRun).keys('enter');
    expect(driver.asking.step).toBe('confirm');
    const elsewhere = { ...automounted, parts: [{ ...automounted.parts[0]!, mounts: ['/home'] }] };
    driver.drives([elsewhere, systemDisk]);
    expect(driver.asking.step).toBe('target');
    expect(driver.asking.notice).toContain('sdc is now mounted differently');
  });
});
