import { expect, test } from 'vitest';
import { dryRun } from '../../src/cli/dry-run.ts';
import type { Face } from '../../src/cli/face.ts';
import type { JobReport } from '../../src/engine/contract/events/report.ts';
import { plan as planSchema, type WritePlan } from '../../src/engine/contract/plan/plan.ts';
import { eventOf } from '../words/progress/replay.ts';

const plan: WritePlan = {
  v: 1,
  do: 'write',
  source: { kind: 'image', path: '/i.iso' },
  targets: [{ kind: 'file', path: '/disk.img' }],
  verify: true,
};
const source = { path: '/i.iso', sizeBytes: 2048 };
const samples = [
  { target: 'disk.img', places: 40, differing: 1 },
  { target: 'other.img', places: 8, differing: 1 },
];

/** What is printed when the job process ends with this report. */
async function printed(report: Partial<JobReport>, json = false): Promise<string> {
  const done = eventOf([
    1,
    { event: 'done', ok: true, exitCode: 0, outcome: 'done', report: { elapsedMs: 1, source, ...report } },
  ]);
  let text = '';
  const jobs = {
    start: () => ({
      onEvent: (listener: (event: typeof done) => void) => listener(done),
      ended: Promise.resolve(0),
    }),
  };
  const face = { jobs, machine: { isPrivileged: () => true }, out: (more: string) => (text += more) };
  expect(await dryRun(plan, { json }, face as unknown as Face)).toBe(0);
  return text;
}

test('the plan says what a sample of the targets found and how much the patterns left out', async () => {
  const { forecast, ...rest } = JSON.parse(await printed({ samples, excludedEntries: 3 }, true));
  expect(rest).toEqual(plan);
  expect(forecast).toEqual({ sizeBytes: 2048, losses: [], excludedEntries: 3, samples });
});

test('what was not looked at is not in the plan, and run takes the plan either way', async () => {
  const bare = JSON.parse(await printed({}, true));
  expect(bare.forecast).toEqual({ sizeBytes: 2048, losses: [] });
  for (const text of [await printed({}, true), await printed({ samples, excludedEntries: 0 }, true)])
    expect(planSchema.safeParse(JSON.parse(text)).success).toBe(true);
});

test('a person reads the same in words', async () => {
  const lines = (await printed({ samples, excludedEntries: 1 })).split('\n');
  expect(lines).toContain('left out: 1 entry (a folder counts as one)');
  expect(lines).toContain('--delta: A sample of 48 places: about 4% differs. Writing only that is quicker.');
  expect(await printed({})).not.toMatch(/left out|--delta/);
});

test('the plan of an undo, printed with what would be put back, is taken by run', () => {
  const undo = {
    v: 1,
    do: 'undo',
    job: '20261122-114502-k3f9',
    forecast: [{ target: 'sdb', partitions: [] }],
  };
  expect(planSchema.safeParse(undo).success).toBe(true);
});
