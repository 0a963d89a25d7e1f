import { expect, test } from 'vitest';
import { isKeyOf, keysOf } from '../../../../src/engine/contract/plan/record.ts';

const table = { first: 1, second: 2 };

test('a table has its own names and none that it inherits: a reason called "constructor" is unknown', () => {
  expect(isKeyOf(table, 'first')).toBe(true);
  expect(isKeyOf(table, 'constructor')).toBe(false);
  expect(isKeyOf(table, 'third')).toBe(false);
});

test('the names of a table come in the order they stand in', () => {
  expect(keysOf(table)).toEqual(['first', 'second']);
});
