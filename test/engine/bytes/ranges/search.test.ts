import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstBehind, lastNotBehind } from '../../../../src/engine/bytes/ranges/search.ts';

const starts = fc.array(fc.nat(50), { maxLength: 20 }).map((list) => list.sort((a, b) => a - b));

test('a search of halves finds what a look at each place finds, none and several of the same too', () => {
  fc.assert(
    fc.property(starts, fc.nat(50), (places, wanted) => {
      const isBehind = (place: number): boolean => places.slice(place, place + 1).some((at) => at > wanted);
      const first = places.findIndex((at) => at > wanted);
      expect(firstBehind(places.length, isBehind)).toBe(first < 0 ? places.length : first);
      expect(lastNotBehind(places.length, isBehind)).toBe(
        Math.max(
          0,
          places.findLastIndex((at) => at <= wanted),
        ),
      );
    }),
  );
});
