import { expect, test } from 'vitest';
import { ringing } from '../../src/door/bell.ts';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import type { JobHandle, Jobs } from '../../src/engine/contract/ports/jobs.ts';

const plan: Plan = { v: 1, do: 'verify', source: { kind: 'image', path: '/a.iso' }, targets: [] };

function jobsThatEnd(): { jobs: Jobs; end: () => Promise<void> } {
  let resolve = (_code: number): void => undefined;
  const ended = new Promise<number>((done) => {
    resolve = done;
  });
  const handle: JobHandle = {
    id: 'a',
    ready: Promise.resolve(),
    onEvent: () => () => undefined,
    send: () => undefined,
    ended,
  };
  const end = async (): Promise<void> => {
    resolve(0);
    await ended;
    await Promise.resolve();
  };
  return { jobs: { start: () => handle, resume: () => handle }, end };
}

test.each([
  ['a job that was started', (jobs: Jobs) => jobs.start(plan), 1],
  ['a job that is continued', (jobs: Jobs) => jobs.resume('a'), 1],
  ['a dry run', (jobs: Jobs) => jobs.start(plan, { dryRun: true }), 0],
])('%s rings at its end, and not before', async (_name, begin, times) => {
  const { jobs, end } = jobsThatEnd();
  let rung = 0;
  begin(
    ringing(jobs, () => {
      rung++;
    }),
  );
  expect(rung).toBe(0);
  await end();
  expect(rung).toBe(times);
});
