import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fatLabelLike, isFatLabel } from '../../../../src/engine/bytes/formats/fat/label.ts';
import {
  cutFatName,
  fatNameKey,
  legalFatName,
  MAX_FAT_NAME_UNITS,
  numberedFatName,
} from '../../../../src/engine/bytes/formats/fat/legal-name.ts';

test.each([
  ['plain.txt', 'plain.txt'],
  ['a:b', 'a_b'],
  ['tab\there', 'tab_here'],
  ['what?*"<>|\\', 'what_______'],
  ['dot.', 'dot_'],
  ['dots...', 'dots___'],
  ['trail. ', 'trail__'],
  ['.hidden', '.hidden'],
  [' leading', ' leading'],
  ['CON', 'CON_'],
  ['con.txt', 'con_.txt'],
  ['Aux.tar.gz', 'Aux_.tar.gz'],
  ['nul ', 'nul_'],
  ['com1', 'com1_'],
  ['COM¹.log', 'COM¹_.log'],
  ['lpt0', 'lpt0_'],
  ['COM10', 'COM10'],
  ['console', 'console'],
  ['conout$', 'conout$_'],
  ['日本語', '日本語'],
])('%j becomes %j', (name, becomes) => {
  expect(legalFatName(name)).toBe(becomes);
});

test('a name that is too long keeps its extension, and no character is torn apart', () => {
  expect(legalFatName(`${'x'.repeat(300)}.iso`)).toBe(`${'x'.repeat(251)}.iso`);
  expect(cutFatName(`${'😀'.repeat(130)}.iso`, 255)).toBe(`${'😀'.repeat(125)}.iso`);
  expect(numberedFatName(`${'x'.repeat(251)}.iso`, 12)).toBe(`${'x'.repeat(248)}_12.iso`);
});

test('whatever a name is, what becomes of it is legal, and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }), (name) => {
      const legal = legalFatName(name);
      expect(legal.length).toBeGreaterThan(0);
      expect(legal.length).toBeLessThanOrEqual(MAX_FAT_NAME_UNITS);
      expect(legal).not.toMatch(/["*/:<>?\\|\x00-\x1f\x7f]|[. ]$/);
      expect(legalFatName(legal)).toBe(legal);
    }),
  );
});

test('case does not tell names apart, letter by letter', () => {
  expect(fatNameKey('Readme.TXT')).toBe(fatNameKey('rEADME.txt'));
  expect(fatNameKey('Ärger')).toBe(fatNameKey('äRGER'));
  expect(fatNameKey('straße')).not.toBe(fatNameKey('STRASSE'));
});

describe('labels', () => {
  test.each(['ESD-USB', 'archiso', 'A B', 'UBUNTU_2404', "it's"])('%j stands as it is', (label) => {
    expect(isFatLabel(label)).toBe(true);
  });
  test.each(['twelve chars', 'a.b', 'x ', ' x', '', 'ü', 'a*b'])('%j does not', (label) => {
    expect(isFatLabel(label)).toBe(false);
  });
  test('the nearest one', () => {
    expect(
      ['Debian 12.5.0 amd64 n', 'Fedora-WS-Live-40', '日本', '__x__', 'twelve_chars'].map(fatLabelLike),
    ).toEqual(['Debian_12_5', 'Fedora-WS-L', '', 'x', 'twelve_char']);
  });
});
