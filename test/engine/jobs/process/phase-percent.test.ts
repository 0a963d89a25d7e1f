import { expect, test } from 'vitest';
import { PhasePercent } from '../../../../src/engine/jobs/process/phase-percent.ts';

test('a drive at 68 % is not called done because another one is', () => {
  const phase = new PhasePercent();
  expect(phase.percent).toBeUndefined();
  phase.see({ event: 'phase', phase: 'write', totalBytes: 1000 });
  expect(phase.percent).toBe(0);
  phase.see({ event: 'progress', phase: 'write', doneBytes: 1000, target: 'sdb' });
  phase.see({ event: 'progress', phase: 'write', doneBytes: 689, target: 'sdc' });
  expect(phase.percent).toBe(68);
});

test('a phase of unknown length has no percent, and the next one begins anew', () => {
  const phase = new PhasePercent();
  phase.see({ event: 'phase', phase: 'write' });
  phase.see({ event: 'progress', phase: 'write', doneBytes: 5 });
  expect(phase.percent).toBeUndefined();
  phase.see({ event: 'phase', phase: 'verify', totalBytes: 10 });
  phase.see({ event: 'progress', phase: 'verify', doneBytes: 7 });
  expect(phase.percent).toBe(70);
});
