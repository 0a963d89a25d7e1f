import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { DoneFact, JobEvent } from '../../../src/engine/contract/events/events.ts';
import { type Plan, plan } from '../../../src/engine/contract/plan/plan.ts';
import { type JobLauncher, processJobs } from '../../../src/engine/jobs/process/start-job.ts';
import { stopWatch } from '../../../src/engine/jobs/process/stop-watch.ts';
import { testWith } from '../../fakes/rigs.ts';

// A job that does not hear its stop is ended, whatever it is lost in, and by whom it was started.

afterEach(() => void vi.useRealTimers());

const DEAF = fileURLToPath(new URL('deaf-job.ts', import.meta.url));
/** So long that only the job itself can have ended it. */
const FOR_EVER_MS = 3_600_000;
const anyPlan: Plan = plan.parse({
  v: 1,
  do: 'verify',
  source: { kind: 'image', path: '/no-such' },
  targets: [],
});

/** Starts a job, sends a stop at its first event, and waits for its end. */
async function stopped(
  launcher: JobLauncher,
  elevate = false,
): Promise<{ code: number; done: DoneFact; pid: number }> {
  const job = processJobs(launcher).start(anyPlan, { elevate });
  const events: JobEvent[] = [];
  job.onEvent((event) => {
    events.push(event);
    if (event.event === 'note') job.send({ do: 'stop' });
  });
  const code = await job.ended;
  const [first] = events;
  return {
    code,
    done: events.at(-1) as DoneFact,
    pid: Number(first?.event === 'note' ? first.path : undefined),
  };
}

const wasUnheard = {
  event: 'done',
  ok: false,
  exitCode: 3,
  outcome: 'stopped',
  report: { failure: { code: 'stop-unheard' } },
};

test('a job that is lost in a loop ends when a stop stays unheard', async () => {
  const { code, done, pid } = await stopped({
    argv: [process.execPath, DEAF],
    elevate: () => undefined,
    stopPatienceMs: FOR_EVER_MS,
  });
  expect([code, done]).toMatchObject([3, wasUnheard]);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});

test('so does one that read its input by itself at first', async () => {
  const { code, done, pid } = await stopped({
    argv: [process.execPath, DEAF, 'later'],
    elevate: () => undefined,
    stopPatienceMs: FOR_EVER_MS,
  });
  expect([code, done]).toMatchObject([3, wasUnheard]);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});

testWith('root', 'tool:sudo')(
  'so does one that runs as root behind sudo, which no viewer may end',
  async () => {
    const { code, done, pid } = await stopped(
      {
        argv: [process.execPath, DEAF],
        elevate: (argv) => ({
          tool: 'sudo',
          command: 'sudo',
          args: ['-n', '--', process.execPath, ...argv],
          environment: { PATH: process.env.PATH ?? '' },
        }),
        stopPatienceMs: 1,
      },
      true,
    );
    expect([code, done]).toMatchObject([3, wasUnheard]);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  },
);

const STANDS_STILL = `
  console.log(JSON.stringify({ ready: true }));
  process.stdin.once('data', () => {
    console.log(JSON.stringify({ event: 'note', code: 'job-folder', path: String(process.pid) }));
    process.kill(process.pid, 'SIGSTOP');
  });
`;

test('a job whose process stands still is ended by the viewer that stopped it', async () => {
  const { code, done } = await stopped({
    argv: [process.execPath, '-e', STANDS_STILL],
    elevate: () => undefined,
    stopPatienceMs: 200,
  });
  expect([code, done]).toMatchObject([3, wasUnheard]);
});

test('a job that hears its stop has all the time it needs', () => {
  vi.useFakeTimers();
  const end = vi.fn();
  const watch = stopWatch(end);
  watch.asked();
  vi.advanceTimersByTime(14_000);
  watch.heard();
  vi.advanceTimersByTime(3_600_000);
  expect([end.mock.calls.length, watch.hasEnded]).toEqual([0, false]);
});

test('15 seconds without an answer are enough, however often the stop is sent', () => {
  vi.useFakeTimers();
  const end = vi.fn();
  const watch = stopWatch(end);
  watch.asked();
  vi.advanceTimersByTime(10_000);
  watch.asked();
  vi.advanceTimersByTime(4_999);
  expect(end.mock.calls.length).toBe(0);
  vi.advanceTimersByTime(1);
  expect([end.mock.calls.length, watch.hasEnded]).toEqual([1, true]);
});
