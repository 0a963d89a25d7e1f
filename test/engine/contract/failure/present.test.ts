import { expect, test } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { only, present } from '../../../../src/engine/contract/failure/present.ts';

test('what is there is given as it is, zeros and empty texts too', () => {
  expect([present(0), present(''), present(false)]).toEqual([0, '', false]);
});

test('what is not there is a bug of ours that says where it happened, and no nothing that goes on', () => {
  for (const nothing of [undefined, null]) {
    const failure = asFailure(thrownBy(() => present(nothing)));
    expect(failure.code).toBe('internal');
    expect(JSON.stringify(failure.facts)).toContain('present.test.ts');
  }
});

test('a list of one gives its one; none and two are a bug of ours', () => {
  expect(only(['a'])).toBe('a');
  expect(() => only([])).toThrow('not-one: 0');
  expect(() => only(['a', 'b'])).toThrow('not-one: 2');
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
