import { expect, test } from 'vitest';
import { errnoOf } from '../../../../src/engine/contract/failure/errno.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { remedy } from '../../../../src/words/remedies.ts';

test('an error without a name is not told as a failing medium', () => {
  const errors = [
    new Error('out of range'),
    new TypeError(),
    'text',
    null,
    undefined,
    { code: 5 },
    { code: '' },
  ];
  for (const error of errors) {
    const errno = errnoOf(error);
    expect(errno).toBe('unknown');
    const { next } = remedy(new Failure('source-unreadable', { path: '/a', errno }));
    expect(next.join(' ')).not.toContain('failing');
  }
});

test('the system’s own name is kept', () => {
  expect(errnoOf(Object.assign(new Error('x'), { code: 'EIO' }))).toBe('EIO');
});
