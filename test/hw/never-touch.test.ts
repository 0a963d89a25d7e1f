import { expect, test } from 'vitest';
import { refusalFailure } from '../../src/engine/contract/ports/refusal-failure.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { refusalText, toldDrive } from '../../src/words/refusals.ts';
import { machine } from './machines.ts';

const laptop = machine('laptop');
const stick = judge(laptop).find(({ name }) => name === 'sda')!;

test('a drive whose serial is protected is refused, wherever it is plugged in', () => {
  expect(stick.refusals).toEqual([]);
  const [refusal] = judge({ ...laptop, neverTouch: ['other', stick.serial] }).find(
    ({ name }) => name === 'sda',
  )!.refusals;
  expect(refusal?.code).toBe('never-touch');
  expect(refusalText(refusal!)).toBe(`on the never-touch list (serial ${stick.serial})`);
  expect(refusalFailure(stick, refusal!)).toMatchObject({
    code: 'never-touch',
    facts: { target: '/dev/sda', serial: stick.serial },
  });
});

test('a drive without a serial is met by no list', () => {
  const drives = judge({ ...machine('desk'), neverTouch: [''] });
  expect(drives.flatMap(({ refusals }) => refusals).filter(({ code }) => code === 'never-touch')).toEqual([]);
});

test('while a list cannot be read every drive is refused, and it says why', () => {
  const problem = '/home/ann/.config/isowright/never-touch.json: EACCES';
  const drives = judge({ ...laptop, neverTouchProblem: problem });
  for (const { refusals } of drives.map(toldDrive))
    expect(refusals).toContainEqual({
      code: 'never-touch-unreadable',
      text: `the never-touch list cannot be read: ${problem}`,
    });
  const again = drives.find(({ name }) => name === 'sda')!;
  expect(refusalFailure(again, again.refusals[0]!)).toMatchObject({ code: 'never-touch-unreadable' });
});
