import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawable } from '../../src/screens/look/drawable.ts';
import { cell, fitEnd, fitStart, wrapText } from '../../src/screens/look/fit.ts';
import { type GlyphSet, glyphSets } from '../../src/screens/look/glyphs.ts';
import { displayWidth } from '../../src/screens/look/width.ts';
import { barText } from '../../src/screens/views/meter.ts';

test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['Ünïcode', 7],
  ['한글', 4],
])('%s is %d columns wide', (text, columns) => expect(displayWidth(text)).toBe(columns));

test('a text is cut at its end, a path at its beginning', () => {
  expect(fitEnd('debian-12.9.iso', 8, '…')).toBe('debian-…');
  expect(fitStart('/home/ann/isos', 8, '…')).toBe('…nn/isos');
  expect(fitEnd('日本語', 5, '…')).toBe('日本…');
});

const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '日', ' ', '한', '-', 'x') });

test('nothing fitted is wider than it may be, and a cell is exactly as wide', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, columns) => {
      expect(displayWidth(fitEnd(text, columns, '…'))).toBeLessThanOrEqual(columns);
      expect(displayWidth(fitStart(text, columns, '…'))).toBeLessThanOrEqual(columns);
      expect(displayWidth(cell(text, columns, '…'))).toBe(columns);
    }),
  );
});

test('wrapped text keeps every character but spaces', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 40 }), (text, columns) => {
      const lines = wrapText(text, columns);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});

describe.each(['utf8', 'cp437', 'ascii'] as GlyphSet[])('the %s glyphs', (set) => {
  const glyphs = glyphSets[set];
  const all = [
    glyphs.rule,
    glyphs.none,
    glyphs.barRest,
    ...glyphs.bar,
    ...glyphs.spark,
    ...Object.values(glyphs.map),
  ];

  test('are one column wide each', () => {
    for (const glyph of all) expect(displayWidth(glyph)).toBe(1);
  });

  test('can be drawn by the terminal they are for', () => {
    for (const glyph of all) expect(drawable(glyph, set)).toBe(glyph);
  });

  test('make bars of exactly the width asked for', () => {
    for (const fraction of [0, 0.001, 0.333, 0.5, 0.999, 1, 7])
      expect(displayWidth(barText(fraction, 16, glyphs))).toBe(16);
  });
});

test('what a serial line cannot show becomes question marks of the same width', () => {
  expect(drawable('Zürich 日本 → “x”', 'ascii')).toBe('Z?rich ???? > "x"');
  expect(drawable('Zürich 日本', 'cp437')).toBe('Zürich ????');
});
