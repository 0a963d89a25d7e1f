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

test('an error that libuv has no name for has that of the system: an empty drive is no unknown error', () => {
  const errno = (code: string): string => errnoOf(Object.assign(new Error('x'), { code }));
  expect(errno('Unknown system error -123')).toBe('ENOMEDIUM');
  expect(errno('Unknown system error -124')).toBe('EMEDIUMTYPE');
  expect(errno('Unknown system error -9999')).toBe('Unknown system error -9999');
});

test('the system’s own name is kept', () => {
  expect(errnoOf(Object.assign(new Error('x'), { code: 'EIO' }))).toBe('EIO');
});
