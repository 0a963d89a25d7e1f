import { afterEach, expect, test } from 'vitest';
import { clockText, durationText } from '../../src/words/durations.ts';
import {
  inEnglish,
  languageOfEnvironment,
  languageOfLocale,
  speak,
  spokenLanguage,
  t,
} from '../../src/words/language.ts';
import { countOf, countText, percentText, sizeText } from '../../src/words/sizes.ts';

afterEach(() => speak('en'));

test.each([
  ['de_DE.UTF-8', 'de'],
  ['de', 'de'],
  ['DE-at', 'de'],
  ['de_DE@euro', 'de'],
  ['C', 'en'],
  ['POSIX', 'en'],
  ['C.UTF-8', 'en'],
  ['fr_FR.UTF-8', 'en'],
  ['deu', 'en'],
  ['', 'en'],
])('the locale %s is spoken to in %s', (locale, language) => {
  expect(languageOfLocale(locale)).toBe(language);
});

test('the first variable that says anything decides', () => {
  expect(languageOfEnvironment({ LANG: 'de_DE.UTF-8' })).toBe('de');
  expect(languageOfEnvironment({ LANG: 'de_DE.UTF-8', LC_ALL: 'C' })).toBe('en');
  expect(languageOfEnvironment({ LANG: 'de_DE.UTF-8', LC_ALL: '' })).toBe('de');
  expect(languageOfEnvironment({ LC_MESSAGES: 'de_DE', LANG: 'en_US' })).toBe('de');
  expect(languageOfEnvironment({ ISOWRIGHT_LANG: 'de', LC_ALL: 'C' })).toBe('de');
  expect(languageOfEnvironment({})).toBe('en');
});

test('numbers, sizes and times are written as in German', async () => {
  await speak('de');
  expect(sizeText(88_300_000)).toBe('84,2 MiB');
  expect(countText(1_234_567)).toBe('1.234.567');
  expect(percentText(0.42)).toBe('42 %');
  expect(durationText(400)).toBe('0,4 s');
  expect(clockText(80_000)).toBe('1 min 20 s');
  expect(countOf(1, t().nouns.file)).toBe('1 Datei');
  expect(countOf(2, t().nouns.file)).toBe('2 Dateien');
});

test('what programs read stays English, also when it fails on the way', async () => {
  await speak('de');
  expect(inEnglish(() => sizeText(1536))).toBe('1.50 KiB');
  expect(() =>
    inEnglish(() => {
      throw new Error('within');
    }),
  ).toThrow('within');
  expect(spokenLanguage()).toBe('de');
  expect(sizeText(1536)).toBe('1,50 KiB');
});
