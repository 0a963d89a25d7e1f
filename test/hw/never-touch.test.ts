import { expect, test } from 'vitest';
import { refusalFailure } from '../../src/engine/ports/refusal-failure.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { machine } from './machines.ts';

const laptop = machine('laptop');
const stick = judge(laptop).find(({ name }) => name === 'sda')!;

test('a drive whose serial is protected is refused, wherever it is plugged in', () => {
  expect(stick.refusals).toEqual([]);
  const [refusal] = judge({ ...laptop, neverTouch: ['other', stick.serial] }).find(
    ({ name }) => name === 'sda',
  )!.refusals;
  expect(refusal).toEqual({ code: 'never-touch', text: `on the never-touch list (serial ${stick.serial})` });
  expect(refusalFailure(stick, refusal!)).toMatchObject({
    code: 'never-touch',
    facts: { target: '/dev/sda', serial: stick.serial },
  });
});

test('a drive without a serial is met by no list', () => {
  const drives = judge({ ...machine('desk'), neverTouch: [''] });
  expect(drives.flatMap(({ refusals }) => refusals).filter(({ code }) => code === 'never-touch')).toEqual([]);
});
