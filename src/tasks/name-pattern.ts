import { plainName } from './plain-name.ts';

/** What stands for something in a name that is asked for: `{label}-{version}-{date}.iso`. */
export const placeholders = ['label', 'version', 'date', 'time', 'host'] as const;

export type Placeholder = (typeof placeholders)[number];

/** What each stands for; one that nobody knows is not there. */
export type NameValues = { readonly [P in Placeholder]?: string | undefined };

/** A word in braces; in two pairs of them it means itself, in one. Whatever else has braces means itself, too. */
const WORD = /\{\{([a-z]+)\}\}|\{([a-z]+)\}/g;

/** In place of what is not known: no path and no value has it. */
const LACKING = '\u0000';
const SET_OFF_BEFORE = /[-_ .]\u0000(?=[-_ .)\]]|$)/g;
const SET_OFF_BEHIND = /\u0000[-_ ]?/g;

/** The pattern that stands for just this path. */
export function asPattern(path: string): string {
  return path.replace(/\{([a-z]+)\}/g, '{{$1}}');
}

/** Something in it does not mean itself. */
export function isPattern(path: string): boolean {
  return path.match(WORD) !== null;
}

/** The words that stand for something, in order, known or not. */
export function wordsIn(pattern: string): string[] {
  return [...pattern.matchAll(WORD)].flatMap(([, , word]) => (word === undefined ? [] : [word]));
}

export function isPlaceholder(word: string): word is Placeholder {
  return placeholders.some((one) => one === word);
}

/** Those of a pattern that nothing is known of. */
export function lackingIn(pattern: string, values: NameValues): Placeholder[] {
  const asked = new Set(wordsIn(pattern));
  return placeholders.filter((word) => asked.has(word) && plainName(values[word] ?? '') === '');
}

/**
 * The name with every placeholder filled in by what becomes a part of a file's name on any system. One that nothing is known of
 * goes with what sets it off: `a-{version}.iso` becomes `a.iso`, `{version}_a.iso` becomes `a.iso`.
 */
export function filledIn(pattern: string, values: NameValues): string {
  const filled = pattern.replace(WORD, (whole, itself?: string, word = '') => {
    if (itself !== undefined) return `{${itself}}`;
    return isPlaceholder(word) ? plainName(values[word] ?? '') || LACKING : whole;
  });
  return filled.replace(SET_OFF_BEFORE, '').replace(SET_OFF_BEHIND, '');
}
