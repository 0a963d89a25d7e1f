import { afterEach, describe, expect, test } from 'vitest';
import { digits } from '../../src/words/digits.ts';
import { languages, speak, t } from '../../src/words/language.ts';
import { formOf } from '../../src/words/plural.ts';

// A short command spent half of its time on making the first number with Intl. What is written by hand is what Intl writes.

afterEach(() => speak('en'));

/** Halves of a last digit, large and small ones, none, and what is no usual number. */
const values = [
  ...[0, -0, 1, 9, 10, 99, 100, 999, 1000, 1001, 9999, 10_000, 172_442, 999_999, 1e6, 123_456_789, 2 ** 53],
  ...[0.05, 0.15, 0.25, 0.45, 1.005, 1.45, 2.5, 8.345, 9.995, 10.45, 84.25, 99.949999, 999.5, 1e-7, 1e-21],
  ...[-1, -2.5, -1234.5, 1e15, 1e21, 2 ** 70, Number.NaN, Number.POSITIVE_INFINITY],
  ...Array.from({ length: 3000 }, (_, index) => (index * 7919) / 1024),
  ...Array.from({ length: 3000 }, (_, index) => index / 100 + 0.005),
];

describe.each(languages)('in %s', (language) => {
  test.each([0, 1, 2])('numbers with %d decimals are written as Intl writes them', async (decimals) => {
    await speak(language);
    const { locale } = t().numbers;
    for (const useGrouping of [true, false]) {
      const intl = new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        useGrouping,
      });
      const wrong = values.filter((value) => digits(value, decimals, useGrouping) !== intl.format(value));
      expect(wrong).toEqual([]);
    }
  });

  test('a count takes the form that Intl takes', async () => {
    await speak(language);
    const rules = new Intl.PluralRules(t().numbers.locale);
    for (let count = 0; count < 2000; count++)
      expect(formOf(count, { one: 'one', other: 'other' })).toBe(rules.select(count));
  });
});
