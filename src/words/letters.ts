/** Letters that can be drawn: all of them, or those of ASCII. */
export type Letters = 'all' | 'ascii';

const SPELLED: { readonly [letter: string]: string } = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  '„': '"',
  '“': '"',
};
const LETTERS = Object.keys(SPELLED);
const ANY_LETTER = /[äöüÄÖÜß„“]/g;

/** Characters that no text has: they stand for letters of names while a sentence is made. */
const KEPT = LETTERS.map((_, index) => String.fromCodePoint(0xfdd0 + index));
const ANY_KEPT = /[\ufdd0-\ufdd8]/g;

/**
 * A table of sentences in letters of ASCII, as they are spelled where umlauts are missing. Sentences are spelled before
 * anybody measures them. What a sentence is told (names, paths) stays as it is: `Müller.iso` is no `Mueller.iso`.
 */
export function inAscii<Words>(words: Words): Words {
  return spelled(words) as Words;
}

function spelled(words: unknown): unknown {
  if (typeof words === 'string') return words.replace(ANY_LETTER, (letter) => SPELLED[letter] ?? letter);
  if (typeof words === 'function')
    return (...told: unknown[]) => each(spelled(words(...told.map((one) => each(one, keep)))), giveBack);
  return typeof words === 'object' && words !== null ? inside(words, spelled) : words;
}

const keep = (text: string) => text.replace(ANY_LETTER, (letter) => KEPT[LETTERS.indexOf(letter)] ?? letter);
const giveBack = (text: string) => text.replace(ANY_KEPT, (kept) => LETTERS[KEPT.indexOf(kept)] ?? kept);

/** All texts of a value, changed. */
function each(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  return typeof value === 'object' && value !== null ? inside(value, (one) => each(one, change)) : value;
}

function inside(value: object, change: (one: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]));
}
