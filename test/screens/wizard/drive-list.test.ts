import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { targetView } from '../../../src/screens/views/target-view.ts';
import { driveId } from '../../../src/screens/wizard/drive-list.ts';
import { atTarget } from '../drive-wizard.ts';
import { kingston, sandisk, someDrives, systemDisk } from '../fake-drives.ts';

const rows = (driver: ReturnType<typeof atTarget>) => targetView(driver.asking, DEFAULT_LOOK);

describe('the list of drives', () => {
  test('marks nothing beforehand, and Enter then chooses nothing', () => {
    const driver = atTarget().keys('enter');
    expect(driver.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
    expect(driver.asking.notice).toBe('Mark a drive with Up and Down first.');
  });

  test('does nothing for digits', () => {
    const driver = atTarget([sandisk, kingston]).keys('1', '2', 'enter');
    expect(driver.asking.step).toBe('target');
    expect(driver.asking.driveList.cursor).toBeUndefined();
  });

  test('does not go round at its ends', () => {
    const driver = atTarget([sandisk, kingston]).keys('down', 'down', 'down');
    expect(driver.asking.driveList.cursor).toBe(driveId(kingston));
    expect(driver.keys('up', 'up', 'up').asking.driveList.cursor).toBe(driveId(sandisk));
  });

  test('never marks a drive that is not offered', () => {
    const driver = atTarget([systemDisk, sandisk]).keys('down', 'down', 'G');
    expect(driver.asking.driveList.cursor).toBe(driveId(sandisk));
  });

  test('is safe when it is empty', () => {
    const driver = atTarget([]).keys('down', 'up', 'G', 'enter');
    expect(driver.asking).toMatchObject({ step: 'target', driveList: { cursor: undefined } });
    expect(rows(driver).empty).toContain('Plug one in');
  });

  test('keeps its mark on the same drive when another one comes before it, and marks the new one NEW', () => {
    const driver = atTarget()
      .keys('down')
      .drives([kingston, ...someDrives]);
    expect(driver.asking.driveList.cursor).toBe(driveId(sandisk));
    expect(rows(driver).rows[0]?.text).toMatch(/^sdc.*NEW$/);
    expect(rows(driver).rows[1]?.text).not.toContain('NEW');
  });

  test('wants a fresh key press after it changed', () => {
    const driver = atTarget()
      .keys('down')
      .drives([kingston, ...someDrives])
      .keys('enter');
    expect(driver.asking.step).toBe('target');
    expect(driver.keys('enter').asking).toMatchObject({
      step: 'options',
      answers: { target: { drives: [{ name: 'sdb' }] } },
    });
  });

  test('wants none after the mark was moved by hand', () => {
    const driver = atTarget()
      .keys('down')
      .drives([kingston, ...someDrives])
      .keys('up', 'enter');
    expect(driver.asking).toMatchObject({
      step: 'options',
      answers: { target: { drives: [{ name: 'sdc' }] } },
    });
  });

  test('loses its mark when another stick is in the same port', () => {
    const other = { ...sandisk, serial: 'OTHER', diskSequence: 99 };
    const driver = atTarget().keys('down').drives([other]);
    expect(driver.asking.driveList.cursor).toBeUndefined();
    expect(driver.keys('enter', 'enter').asking.step).toBe('target');
  });

  test('offers for a verification also drives that may not be written, and the checksum file', () => {
    const driver = atTarget().keys('escape', 'escape', 'down', 'enter').type('debian-12.9').keys('enter');
    expect(driver.asking.answers.task).toBe('verify');
    expect(rows(driver).rows).toHaveLength(4);
    expect(rows(driver).refused).toEqual([]);
  });
});
