import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// The clock is the test's: nobody waits here.
const waits: number[] = [];
vi.mock('node:timers/promises', () => ({
  setTimeout: async (tookMs: number) => {
    waits.push(tookMs);
  },
}));

import { pacedTarget } from '../../../../src/engine/write/targets/paced-target.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const MIB = 1 << 20;
beforeEach(() => {
  waits.length = 0;
});
afterEach(() => vi.restoreAllMocks());

test('a paced target takes as long as a drive of that speed, and reads twice as fast', async () => {
  const fake = new FakeTarget({ capacityBytes: 4 * MIB });
  const target = pacedTarget(fake, MIB);
  const bytes = new Uint8Array(MIB).fill(7);
  await Promise.all([target.write(0, bytes), target.write(MIB, bytes.subarray(0, MIB / 2))]);
  const into = new Uint8Array(MIB);
  await target.read(0, into);
  expect(waits).toEqual([1000, 500, 500]);
  expect(into).toEqual(bytes);
  expect(fake.stored[MIB]).toBe(7);
  // Everything else is the target's own.
  expect([target.capacityBytes, target.name]).toEqual([fake.capacityBytes, fake.name]);
});
