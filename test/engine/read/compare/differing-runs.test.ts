import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DifferingRuns } from '../../../../src/engine/read/compare/differing-runs.ts';

test('every differing byte is counted, and lies in exactly one place', () => {
  const change = fc.record({ at: fc.nat(29_999), length: fc.integer({ min: 1, max: 900 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 1, max: 9000 }), (changes, step) => {
      const a = new Uint8Array(30_000).fill(7);
      const b = Uint8Array.from(a);
      for (const { at, length } of changes) b.fill(9, at, at + length);
      const runs = new DifferingRuns(1000);
      for (let at = 0; at < a.length; at += step)
        runs.add(at, a.subarray(at, at + step), b.subarray(at, at + step));
      const differing = [...a.keys()].filter((at) => a[at] !== b[at]);
      expect(runs.differingBytes).toBe(differing.length);
      expect(runs.count).toBe(runs.places.length);
      const holders = differing.map((at) =>
        runs.places.filter(({ atByte, lengthBytes }) => at >= atByte && at < atByte + lengthBytes),
      );
      expect(holders.every(({ length }) => length === 1)).toBe(true);
      for (const { atByte, lengthBytes } of runs.places) {
        expect(a[atByte]).not.toBe(b[atByte]);
        expect(a[atByte + lengthBytes - 1]).not.toBe(b[atByte + lengthBytes - 1]);
      }
    }),
    { numRuns: 60 },
  );
});

test('of more places than are kept all are counted', () => {
  const runs = new DifferingRuns(3);
  const b = new Uint8Array(100_000);
  for (let at = 0; at < b.length; at += 1000) b[at] = 1;
  runs.add(0, new Uint8Array(b.length), b);
  expect([runs.places.length, runs.count, runs.differingBytes]).toEqual([3, 100, 100]);
});
