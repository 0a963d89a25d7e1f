import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctText } from '../../../../src/engine/bytes/codec/byte-text.ts';

const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

test.each([
  ['caf\xe9', 'caf\\xE9'],
  ['caf\xe8', 'caf\\xE8'],
  [bytesOf('café'), 'café'],
  [`${bytesOf('日本')}\xff${bytesOf('語')}`, '日本\\xFF語'],
  [`\xf0\x9f\x98`, '\\xF0\\x9F\\x98'],
  [bytesOf('a\uFFFDb'), 'a\uFFFDb'],
  [`${bytesOf('\uFFFD')}\xe9`, '\uFFFD\\xE9'],
  ['plain', 'plain'],
])('%j is told as %s', (bytes, text) => expect(distinctText(bytes)).toBe(text));

test('text stays text, and bytes that differ are told apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const whole = text.toWellFormed();
      expect(distinctText(bytesOf(whole))).toBe(whole);
    }),
  );
  const bytes = fc
    .uint8Array({ maxLength: 12 })
    .map((some) => Buffer.from(some).toString('latin1').replaceAll('\\', '/'));
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      if (a !== b) expect(distinctText(a)).not.toBe(distinctText(b));
    }),
  );
});
