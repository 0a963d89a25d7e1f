import { expect, test } from 'vitest';
import type { JobReport, TargetReport } from '../../src/engine/contract/events/report.ts';
import { coveredBytes, spreadOf } from '../../src/words/spread.ts';

const MIB = 1 << 20;

const target = (writtenBytes: number, skippedBytes: number): TargetReport => ({
  target: 'sdb',
  path: '/dev/sdb',
  ok: true,
  state: 'proved',
  writtenBytes,
  skippedBytes,
  onMediaBytes: 64 * MIB,
  verifiedBytes: 64 * MIB,
  mismatches: [],
});
const report: JobReport = { elapsedMs: 1, source: { path: 'a.iso', sizeBytes: 64 * MIB } };

test('what was written and what was found in place are shown as they are', () => {
  expect(spreadOf(target(MIB, 63 * MIB), report)).toEqual({ writtenBytes: MIB, skippedBytes: 63 * MIB });
  expect(coveredBytes(target(MIB, 63 * MIB), report)).toBe(64 * MIB);
});

test('the report of an older version that counted the same bytes twice is shown once', () => {
  expect(spreadOf(target(64 * MIB, 63 * MIB), report)).toEqual({ writtenBytes: MIB, skippedBytes: 63 * MIB });
});
