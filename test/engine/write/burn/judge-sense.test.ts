import { expect, test } from 'vitest';
import { judgeSense } from '../../../../src/engine/write/burn/judge-sense.ts';

const WRITE = 0x2a;
const CLOSE = 0x5b;

test.each([
  [WRITE, 2, 0x04, 0x08, 'again'],
  [CLOSE, 2, 0x04, 0x08, 'wait'],
  [WRITE, 2, 0x04, 0x04, 'wait'],
  [WRITE, 2, 0x3a, 0x02, 'empty'],
  [WRITE, 3, 0x0c, 0x00, 'spoiled'],
  [CLOSE, 3, 0x72, 0x03, 'spoiled'],
  [WRITE, 4, 0x08, 0x00, 'spoiled'],
  [WRITE, 5, 0x21, 0x00, 'full'],
  [0x28, 5, 0x21, 0x00, 'refused'],
  [WRITE, 5, 0x30, 0x05, 'protected'],
  [WRITE, 7, 0x27, 0x00, 'protected'],
  [WRITE, 6, 0x28, 0x00, 'changed'],
  [WRITE, 6, 0x29, 0x00, 'reset'],
  [0xb6, 5, 0x20, 0x00, 'refused'],
] as const)('command %i: %i/%i/%i is %s', (opcode, key, asc, ascq, verdict) => {
  expect(judgeSense(opcode, { key, asc, ascq })).toBe(verdict);
});
