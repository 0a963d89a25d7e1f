import { expect, test } from 'vitest';
import { exitCodeOf } from '../../../../src/engine/contract/failure/exit-codes.ts';
import { engineMissing } from '../../../../src/engine/contract/failure/tools.ts';
import { remedy } from '../../../../src/words/remedies.ts';

test('a program that was to burn and is not there is exit 4, with its package', () => {
  const failure = engineMissing('xorriso');
  expect([exitCodeOf(failure), failure.facts]).toEqual([4, { program: 'xorriso', package: 'xorriso' }]);
  expect(JSON.stringify(remedy(failure))).toContain('apt install xorriso');
});
