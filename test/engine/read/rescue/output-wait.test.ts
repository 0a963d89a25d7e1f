import { expect, test } from 'vitest';
import { OutputWait } from '../../../../src/engine/read/rescue/output-wait.ts';

test('an output that takes nothing is said once after ten seconds, and given up after two minutes', () => {
  const wait = new OutputWait();
  wait.hear(1, [0, 1], 1000);
  wait.hear(2, [1], 3000);
  wait.hear(1, [1], 2000);
  expect([wait.isWriting(1), wait.isWriting(3)]).toEqual([true, false]);
  expect(wait.toSay(10_999)).toEqual([]);
  expect(wait.toSay(11_000)).toEqual([1]);
  expect(wait.toSay(20_000)).toEqual([]);
  expect(wait.givenUp(120_999)).toEqual([]);
  expect(wait.givenUp(121_000)).toEqual([1]);
  wait.over(1);
  expect(wait.givenUp(122_000)).toEqual([]);
  expect(wait.givenUp(123_000)).toEqual([1]);
  wait.allOver();
  expect(wait.givenUp(999_999)).toEqual([]);
});
