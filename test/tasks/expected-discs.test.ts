import { expect, test } from 'vitest';
import type { DiscReport } from '../../src/engine/contract/events/report.ts';
import { plan as planSchema } from '../../src/engine/contract/plan/plan.ts';
import { expectingDiscs } from '../../src/tasks/expected-discs.ts';

const plan = planSchema.parse({
  v: 1,
  do: 'burn',
  source: { kind: 'image', path: '/a.iso' },
  targets: [
    { kind: 'drive', path: '/dev/sr0', expect: { serial: 'A' } },
    { kind: 'drive', path: '/dev/sr1', expect: { serial: 'B' } },
  ],
});

const seen: DiscReport = {
  target: 'sr1',
  path: '/dev/sr1',
  disc: {
    kind: 'bd-r',
    state: 'blank',
    freeBlocks: 100,
    nextBlock: 0,
    sessions: 1,
    tracks: 1,
    isFormatted: true,
    speeds: [],
  },
  steps: [],
  goesOn: true,
};

test('each drive expects the disc that was seen in it, and nothing of the others', () => {
  expect(expectingDiscs(plan, [seen]).targets).toEqual([
    { kind: 'drive', path: '/dev/sr0', expect: { serial: 'A' } },
    {
      kind: 'drive',
      path: '/dev/sr1',
      expect: { serial: 'B', disc: { kind: 'bd-r', state: 'blank', freeBlocks: 100 } },
    },
  ]);
});

test('where no disc was seen, the plan stays as it is', () => {
  expect(expectingDiscs(plan)).toBe(plan);
});
