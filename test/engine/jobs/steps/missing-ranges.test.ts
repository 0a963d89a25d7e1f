import { expect, test } from 'vitest';
import { missingRanges } from '../../../../src/engine/jobs/steps/missing-ranges.ts';
import { RescueMap, type SectorState } from '../../../../src/engine/read/rescue/rescue-map.ts';

const mapOf = (states: string): RescueMap => {
  const map = new RescueMap(states.length * 512);
  [...states].forEach((state, index) => {
    map.set(index * 512, (index + 1) * 512, state as SectorState);
  });
  return map;
};

test('what was never tried is no bad place, also where the two touch', () => {
  const { ranges, more } = missingRanges(mapOf('+--??*+/-'), 10);
  expect(more).toBe(0);
  expect(
    ranges.map(({ atByte, lengthBytes, untried }) => [atByte / 512, lengthBytes / 512, untried]),
  ).toEqual([
    [1, 2, undefined],
    [3, 3, true],
    [7, 1, true],
    [8, 1, undefined],
  ]);
});

test('more places than are asked for are counted', () => {
  expect(missingRanges(mapOf('-+-+-+?'), 2)).toMatchObject({ ranges: [{}, {}], more: 2 });
});
