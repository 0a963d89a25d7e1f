import { expect, test } from 'vitest';
import { asBytes } from '../../../../src/engine/contract/ports/as-bytes.ts';

test('bytes of a stream are taken as they are, a text is never counted as bytes', () => {
  const bytes = Buffer.from([1, 2]);
  expect(asBytes(bytes)).toBe(bytes);
  for (const chunk of ['text', { length: 2 }, null]) expect(() => asBytes(chunk)).toThrow('no-bytes');
});
