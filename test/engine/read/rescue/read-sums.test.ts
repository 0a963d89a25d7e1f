import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadSums } from '../../../../src/engine/read/rescue/read-sums.ts';

const SIZE = 5000;
const bytes = Buffer.from(Array.from({ length: SIZE }, (_, index) => (index * 7) % 251));

/** Stretches that do not overlap, some with gaps between. */
const stretches = fc
  .uniqueArray(fc.integer({ min: 0, max: SIZE }), { minLength: 2, maxLength: 30 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    cuts.slice(1).map((end, index) => ({ atByte: cuts[index] ?? 0, lengthBytes: end - (cuts[index] ?? 0) })),
  );

const sumOf = ({ atByte, lengthBytes }: { atByte: number; lengthBytes: number }) => ({
  atByte,
  lengthBytes,
  crc32: crc32(bytes.subarray(atByte, atByte + lengthBytes)),
});

test('what was read is found again, in whatever pieces it passes and in whatever order it was read', () => {
  fc.assert(
    fc.property(stretches, fc.integer({ min: 1, max: 1500 }), fc.boolean(), (parts, step, isTurned) => {
      const sums = new ReadSums();
      for (const part of isTurned ? [...parts].reverse() : parts) sums.add(sumOf(part));
      for (let at = 0; at < SIZE; at += step) sums.passed(bytes.subarray(at, at + step));
      expect(sums.mismatches).toEqual([]);
      expect(sums.provedBytes).toBe(parts.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
    }),
  );
});

test('one byte that is another than was read is located by its stretch', () => {
  fc.assert(
    fc.property(fc.nat(SIZE - 1), fc.integer({ min: 1, max: 700 }), (at, step) => {
      const parts = [0, 1, 2, 3, 4].map((count) => ({ atByte: count * 1000, lengthBytes: 1000 }));
      const sums = new ReadSums();
      for (const part of parts) sums.add(sumOf(part));
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      for (let from = 0; from < SIZE; from += step) sums.passed(other.subarray(from, from + step));
      expect(sums.mismatches).toEqual([{ atByte: Math.floor(at / 1000) * 1000, lengthBytes: 1000 }]);
      expect(sums.provedBytes).toBe(4000);
    }),
  );
});

test('what passes while more is being read is found again as well', () => {
  fc.assert(
    fc.property(
      stretches,
      fc.integer({ min: 1, max: 700 }),
      fc.infiniteStream(fc.nat()),
      (parts, step, dice) => {
        const sums = new ReadSums();
        const left = [...parts];
        const known: { atByte: number; lengthBytes: number }[] = [];
        for (let at = 0; at < SIZE; at += step) {
          // Whatever passes next is known by then; what else is read meanwhile comes in any order.
          const isNeeded = ({ atByte }: { atByte: number }): boolean => atByte < at + step;
          const isEarly = (): boolean => (dice.next().value ?? 0) % 3 === 0;
          const now = left.filter((part) => isNeeded(part) || isEarly());
          for (const part of now.sort(() => ((dice.next().value ?? 0) % 2) - 0.5)) {
            sums.add(sumOf(part));
            known.push(part);
            left.splice(left.indexOf(part), 1);
          }
          sums.passed(bytes.subarray(at, at + step));
        }
        expect(sums.mismatches).toEqual([]);
        expect(sums.provedBytes).toBe(known.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
      },
    ),
  );
});

test('of a long medium in order, sums that have passed are not kept, and a wrong one is told', () => {
  const sums = new ReadSums();
  const piece = bytes.subarray(0, 100);
  const crc = crc32(piece);
  const wrong = 9_000;
  for (let index = 0; index < 10_000; index++) {
    sums.add({ atByte: index * 100, lengthBytes: 100, crc32: index === wrong ? crc ^ 1 : crc });
    sums.passed(piece);
  }
  expect(sums.mismatches).toEqual([{ atByte: wrong * 100, lengthBytes: 100 }]);
  expect(sums.provedBytes).toBe(999_900);
});
