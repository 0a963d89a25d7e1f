import { expect, test } from 'vitest';
import type { JobEvent } from '../../../src/engine/jobs/events.ts';
import { processJobs } from '../../../src/engine/jobs/start-job.ts';
import { plan } from '../../../src/engine/plan/plan.ts';

const SAYS_WHERE_IT_RUNS = `
  console.log(JSON.stringify({ ready: true }));
  console.log(JSON.stringify({ event: 'done', exitCode: 0, cwd: process.cwd() }));
`;

test('a job keeps the folder it was started in free: a stick can be unmounted while the job runs', async () => {
  const jobs = processJobs({
    argv: [process.execPath, '-e', SAYS_WHERE_IT_RUNS],
    elevate: () => undefined,
  });
  const events: JobEvent[] = [];
  const job = jobs.start(
    plan.parse({ v: 1, do: 'verify', source: { kind: 'image', path: '/no-such' }, targets: [] }),
  );
  job.onEvent((event) => events.push(event));
  expect(await job.ended).toBe(0);
  expect(events).toMatchObject([{ event: 'done', cwd: '/' }]);
});
