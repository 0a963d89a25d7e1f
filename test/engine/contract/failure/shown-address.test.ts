import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import {
  isShownOnly,
  shownAddress,
  shownFacts,
  shownText,
} from '../../../../src/engine/contract/failure/shown-address.ts';
import { cleanText } from '../../../../src/words/clean.ts';

test.each([
  ['https://host/a.iso', 'https://host/a.iso'],
  ['https://host/a.iso?token=SECRET', 'https://host/a.iso?...'],
  ['https://host/a.iso#SECRET', 'https://host/a.iso#...'],
  ['https://host/a.iso?', 'https://host/a.iso?'],
  ['https://host/a.iso?...', 'https://host/a.iso?...'],
  ['https://ann:SECRET@host:8080/a@2x.iso', 'https://host:8080/a@2x.iso'],
  ['https://ann:SEC@RET@host/a.iso', 'https://host/a.iso'],
  ['https://ann:SEC/RET@host/a.iso?x', 'https://host/a.iso?...'],
  ['HTTPS://host/?SECRET', 'HTTPS://host/?...'],
  ['ftp://ann:SECRET@host/x', 'ftp://host/x'],
  ['http://[::1]:80/a?x', 'http://[::1]:80/a?...'],
  ['/home/ann/what?.iso', '/home/ann/what?.iso'],
  ['-', '-'],
])('%s is shown as %s', (address, shown) => {
  expect(shownAddress(address)).toEqual(shown);
});

test('addresses anywhere in a text are shown without their secrets, and the rest stays', () => {
  const line = `isowright write 'https://h/a b?x=SECRET' /dev/sdb; "https://u:SECRET@h/c?d=SECRET", (http://h/e#SECRET)`;
  // An address ends at a space; what is quoted for a shell has none.
  expect(shownText(line.replace('a b', 'a%20b'))).toBe(
    `isowright write 'https://h/a%20b?...' /dev/sdb; "https://h/c?...", (http://h/e#...`,
  );
  const json = JSON.stringify({ text: 'see "https://h/a?SECRET" and\nmore', list: ['https://h/?SECRET'] });
  expect(JSON.parse(shownText(json))).toMatchObject({ list: ['https://h/?...'] });
  expect(shownText(json)).not.toContain('SECRET');
});

test('facts of any depth are shown without secrets, and what has none is not copied', () => {
  const plain = { a: [1, 'x', { b: null }], at: 'https://h/a' };
  expect(shownFacts(plain)).toBe(plain);
  expect(shownFacts({ a: [{ b: 'https://h/a?SECRET' }] })).toEqual({ a: [{ b: 'https://h/a?...' }] });
});

test('a failure and everything on a screen are without secrets', () => {
  const failure = new Failure('source-missing', { path: 'https://h/a?SECRET' });
  expect(failure.facts).toEqual({ path: 'https://h/a?...' });
  expect(failure.message).not.toContain('SECRET');
  expect(cleanText('from https://h/a?SECRET')).toBe('from https://h/a?...');
});

test('an address that was only shown is known as one', () => {
  expect([isShownOnly('https://h/a?...'), isShownOnly('https://h/a?b'), isShownOnly('/a?b')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('a long word takes no long time', () => {
  const word = `${'a'.repeat(1 << 20)}://`;
  expect(shownText(word).length).toBe(word.length);
});
