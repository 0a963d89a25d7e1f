import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paddedText, ucs2Text } from '../../../../src/engine/bytes/codec/text.ts';
import type { DeviationFacts } from '../../../../src/engine/contract/failure/encode-reasons.ts';

const capitals = { name: 'capitals', allows: /^[A-Z]*$/ };
const silent = () => {};

test('paddedText fills with spaces and reads without them', () => {
  const bytes = new Uint8Array(6);
  paddedText(5, capitals).write(bytes, 1, 'AB');
  expect([...bytes]).toEqual([0, 0x41, 0x42, 0x20, 0x20, 0x20]);
  expect(paddedText(5, capitals).read(bytes, 1, silent)).toBe('AB');
});

test('paddedText refuses text that is too long or has other characters', () => {
  expect(() => paddedText(2, capitals).write(new Uint8Array(2), 0, 'ABC')).toThrow(
    expect.objectContaining({ because: { reason: 'too-many-characters', characters: 3, most: 2 } }),
  );
  expect(() => paddedText(2, capitals).write(new Uint8Array(2), 0, 'a')).toThrow(
    expect.objectContaining({ because: { reason: 'other-characters', text: 'a', set: 'capitals' } }),
  );
});

test('paddedText notes foreign characters and reads them all the same', () => {
  const notes: DeviationFacts[] = [];
  expect(paddedText(2, capitals).read(Uint8Array.of(0x61, 0x20), 0, (problem) => notes.push(problem))).toBe(
    'a',
  );
  expect(notes).toEqual([{ reason: 'other-characters', text: 'a', set: 'capitals' }]);
});

test('ucs2Text reads back any text without spaces at its end, surrogates included', () => {
  const codec = ucs2Text(37);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 18 }), (text) => {
      fc.pre(text.length <= 18 && !text.endsWith(' '));
      const bytes = new Uint8Array(37).fill(0xee);
      codec.write(bytes, 0, text);
      expect(codec.read(bytes, 0, silent)).toBe(text);
      expect(bytes[36]).toBe(0);
    }),
  );
});

test('ucs2Text writes the high byte first and pads with 00 20', () => {
  const bytes = new Uint8Array(6);
  ucs2Text(6).write(bytes, 0, 'é日');
  expect([...bytes]).toEqual([0x00, 0xe9, 0x65, 0xe5, 0x00, 0x20]);
});
