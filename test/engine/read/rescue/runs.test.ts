import { expect, test } from 'vitest';
import { runsOf } from '../../../../src/engine/read/rescue/runs.ts';

test('sectors that follow each other are one run, whatever order they were read in', () => {
  const sectors = [5, 4, 3, 1, 8, 9].map((sector) => ({ atByte: sector * 512, lengthBytes: 512 }));
  expect(runsOf(sectors)).toEqual([
    { atByte: 512, lengthBytes: 512 },
    { atByte: 3 * 512, lengthBytes: 3 * 512 },
    { atByte: 8 * 512, lengthBytes: 2 * 512 },
  ]);
  expect(runsOf([])).toEqual([]);
});
