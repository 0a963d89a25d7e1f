import { expect, test } from 'vitest';
import { RescueMap, type SectorState } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { usableMap } from '../../../../src/engine/read/rescue/usable-map.ts';

const SIZE = 64 << 10;

function mapOf(...ranges: readonly (readonly [number, number, SectorState])[]): RescueMap {
  const map = new RescueMap(SIZE);
  for (const [from, to, state] of ranges) map.set(from, to, state);
  return map;
}

const rangesOf = (map: RescueMap) =>
  [...map.ranges()].map(({ atByte, endByte, state }) => [atByte, endByte, state]);

test('what a map calls read behind the end of its image is untried again, and what is bad stays bad', () => {
  const found = mapOf([0, 40_960, '+'], [40_960, 45_056, '-'], [45_056, SIZE, '+']);
  const map = usableMap(found, { sizeBytes: SIZE, imageBytes: 8192, sectorBytes: 512 });
  expect(rangesOf(map)).toEqual([
    [0, 8192, '+'],
    [8192, 40_960, '?'],
    [40_960, 45_056, '-'],
    [45_056, SIZE, '?'],
  ]);
});

test('a map in sectors of 512 bytes is usable for a medium of 2048: a sector is read whole or untried', () => {
  const found = mapOf([0, 2560, '+'], [2560, 3072, '-'], [3072, 8704, '+'], [8704, 10_240, '*']);
  const map = usableMap(found, { sizeBytes: SIZE, imageBytes: SIZE, sectorBytes: 2048 });
  expect(rangesOf(map)).toEqual([
    [0, 2048, '+'],
    [2048, 4096, '?'],
    [4096, 8192, '+'],
    [8192, SIZE, '?'],
  ]);
});

test('a map of whole sectors, and an image of full length, stay as they are', () => {
  const found = mapOf([0, 4096, '+'], [4096, 8192, '-'], [8192, SIZE, '+']);
  const map = usableMap(found, { sizeBytes: SIZE, imageBytes: SIZE, sectorBytes: 4096 });
  expect(rangesOf(map)).toEqual(rangesOf(found));
});
