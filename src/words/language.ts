import { en, type Table } from './en/table.ts';
import { inAscii, type Letters } from './letters.ts';

/** Languages a person is spoken to in. Plans, events, codes and exit codes are the same in all of them. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

const tables: { readonly [L in Language]: () => Promise<Table> } = {
  en: async () => en,
  de: async () => (await import('./de/table.ts')).de,
};

let spoken: Language = 'en';
let letters: Letters = 'all';
let words: Table = en;
let table: Table = en;

/** The sentences of the language that is spoken now. Asked for each time, never kept: the language is chosen after loading. */
export function t(): Table {
  return table;
}

export function spokenLanguage(): Language {
  return spoken;
}

/** From now on this language is spoken. Called once, by the door, before anything is said. */
export async function speak(language: Language): Promise<void> {
  words = await tables[language]();
  spoken = language;
  spellWith(letters);
}

/** From now on sentences are spelled with the letters that the terminal can draw. */
export function spellWith(these: Letters): void {
  letters = these;
  table = letters === 'ascii' ? inAscii(words) : words;
}

/** What programs read (JSON, CSV, receipts) says the same whatever the person speaks. */
export function inEnglish<T>(work: () => T): T {
  const [before, beforeTable] = [spoken, table];
  [spoken, table] = ['en', en];
  try {
    return work();
  } finally {
    [spoken, table] = [before, beforeTable];
  }
}

/** `de_AT.UTF-8` → `de`; `C`, `POSIX` and languages that nobody translated to yet are English. */
export function languageOfLocale(locale: string): Language {
  const [code] = locale.toLowerCase().split(/[_.@-]/, 1);
  return languages.find((language) => language === code) ?? 'en';
}

/** A language by its name alone, as it is given to `--lang`. */
export function languageNamed(name: string | undefined): Language | undefined {
  return languages.find((language) => language === name);
}

/** The first of these that says anything decides, as in POSIX. */
const VARIABLES = ['ISOWRIGHT_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The language a process was started in. */
export function languageOfEnvironment(environment: Environment): Language {
  return languageOrigin(environment).language;
}

/** The same, with the variable that decides it, if any does. */
export function languageOrigin(environment: Environment): { language: Language; variable?: string } {
  const variable = VARIABLES.find((name) => environment[name]);
  if (variable === undefined) return { language: languageOfLocale('') };
  return { language: languageOfLocale(environment[variable] ?? ''), variable };
}
