import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { JobEvent } from '../../../src/engine/jobs/events.ts';
import { processJobs } from '../../../src/engine/jobs/start-job.ts';
import { plan } from '../../../src/engine/plan/plan.ts';

const SAYS_WHERE_IT_RUNS = `
  console.log(JSON.stringify({ ready: true }));
  console.log(JSON.stringify({ event: 'done', exitCode: 0, cwd: process.cwd() }));
`;

const ECHOES_ITS_ORDER = `
  console.log(JSON.stringify({ ready: true }));
  process.stdin.once('data', (text) => {
    console.log(JSON.stringify({ event: 'done', exitCode: 0, order: JSON.parse(text) }));
    process.exit();
  });
`;

test('the order says which files the paths of the plan stood for when it was confirmed', async () => {
  const jobs = processJobs({ argv: [process.execPath, '-e', ECHOES_ITS_ORDER], elevate: () => undefined });
  const events: JobEvent[] = [];
  const path = fileURLToPath(import.meta.url);
  const source = { kind: 'image', path } as const;
  const targets = [{ kind: 'file', path: '/no-such' }] as const;
  const job = jobs.start(plan.parse({ v: 1, do: 'write', source, targets }));
  job.onEvent((event) => events.push(event));
  await job.ended;
  const { dev, ino } = statSync(path, { bigint: true });
  expect(events).toMatchObject([{ order: { files: { [path]: `inode ${dev}:${ino}` } } }]);
});

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
