import { afterEach, expect, test } from 'vitest';
import { begunText, runningFirst } from '../../src/words/job-times.ts';

const zoneBefore = process.env.TZ;
afterEach(() => {
  if (zoneBefore === undefined) delete process.env.TZ;
  else process.env.TZ = zoneBefore;
});

test('a job begun at night in Tokyo is listed under the date and hour of Tokyo, not of Greenwich', () => {
  process.env.TZ = 'Asia/Tokyo';
  expect(begunText('20261122-174502-k3f9')).toBe('2026-11-23 02:45');
  expect(begunText('20261122-174502-k3f9', false)).toBe('11-23 02:45');
});

test('what is no job id stays as it is', () => {
  expect(begunText('fake')).toBe('fake');
  expect(begunText('20269999-999999-k3f9')).toBe('20269999-999999-k3f9');
});

test('a job that runs is not lost below newer ones that are over', () => {
  const jobs = ['over', 'interrupted', 'running', 'over', 'running'].map((state, id) => ({ state, id }));
  expect(runningFirst(jobs).map(({ id }) => id)).toEqual([2, 4, 0, 1, 3]);
});
