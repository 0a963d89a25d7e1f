import { expect, test } from 'vitest';
import { Failure, isFailure } from '../../../../src/engine/contract/failure/failure.ts';

test('a failure is told by its code, and nothing else that has such a code is taken for one', () => {
  const damaged = new Failure('source-damaged', { path: '/a', what: 'the table' });
  expect(isFailure(damaged, 'source-damaged') && damaged.facts.what).toBe('the table');
  expect(isFailure(damaged, 'source-truncated')).toBe(false);
  expect(isFailure({ code: 'source-damaged', facts: {} }, 'source-damaged')).toBe(false);
});
