import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/screens/look/width.ts';
import { cleanLines, cleanRelayed, cleanText, codedText, jsonText } from '../../src/words/clean.ts';
import { unsafe } from '../fakes/hostile-text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'a \u001b\u009b\u202e\u2028\u3164\u0301\ufe0f\ud800\u{e0041}\u00a0日\n\r\t'),
  }),
);

test('whatever a name holds, nothing of it steers a terminal or hides', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(cleanText(text)).not.toMatch(unsafe);
      expect(codedText(text)).not.toMatch(unsafe);
      expect(cleanText(cleanText(text))).toBe(cleanText(text));
    }),
    { numRuns: 2000 },
  );
});

test('what is taken for plain is what the whole of the cleaning leaves as it is', () => {
  const letters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
  // The ideographic space sends the letter beside it through all of it.
  const beside = '\u3000';
  const wrong = letters.filter(
    (letter) => cleanText(`${beside}a${letter}`) !== `${beside}${cleanText(`a${letter}`)}`,
  );
  expect(wrong).toEqual([]);
});

test('a name with a newline begins no line of its own', () => {
  expect(cleanLines(['a\nOK: Done and proved', 'b'])).toBe('a?OK: Done and proved\nb\n');
  expect(codedText('a\nb')).toBe('a<U+000A>b');
});

test('what goes by in lines keeps its lines and tabs, and nothing else that steers', () => {
  expect(cleanRelayed('a\tb\r\nc\rd\n\u001b[2Je: ')).toBe('a\tb\nc\nd\n?[2Je: ');
});

test('JSON of hostile names parses to the same, and is clean already', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), (value) => {
      const text = jsonText(value, 2);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(cleanRelayed(text)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['right-to-left override', 'a\u202eb', 'a<U+202E>b'],
  ['isolates', '\u2066a\u2069', '<U+2066>a<U+2069>'],
  ['zero width', 'a\u200bb\ufeffc\u00add', 'a<U+200B>b<U+FEFF>c<U+00AD>d'],
  ['Hangul and braille fillers', 'a\u3164\u115f\uffa0\u2800', 'a<U+3164><U+115F><U+FFA0><U+2800>'],
  ['spaces that are no space', 'a\u00a0b\u2007c', 'a<U+00A0>b<U+2007>c'],
  ['tags', 'a\u{e0061}', 'a<U+E0061>'],
  ['a flood of marks', `a${'\u0301'.repeat(100)}b`, `a${'\u0301'.repeat(4)}<+96 marks>b`],
])('%s is shown', (_, text, shown) => expect(cleanText(text)).toBe(shown));

test.each(['Ünïcode 日本\u3000語', 'हिन्दी', 'ภาษาไทย', 'שָׁלוֹם', 'e\u0301'])('%s stays as it is', (text) =>
  expect(cleanText(text)).toBe(text),
);

test('a vowel sign that takes a column of its own is counted', () => expect(displayWidth('का')).toBe(2));
