import { expect, test } from 'vitest';
import { reasonAgainstBurning } from '../../../../src/engine/contract/ports/burners.ts';

test.each(['optical', 'no-medium', 'read-only', 'too-small'] as const)(
  '%s is asked of the disc, and keeps no drive from burning',
  (code) => {
    expect(reasonAgainstBurning({ refusals: [{ code }] })).toBeUndefined();
  },
);

test.each(['mounted', 'held', 'system-drive'] as const)('%s keeps a drive from burning', (code) => {
  expect(reasonAgainstBurning({ refusals: [{ code: 'optical' }, { code }] })).toEqual({ code });
});
