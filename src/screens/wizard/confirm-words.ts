import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { someNames } from './some-names.ts';
import type { Answers, Asking } from './state.ts';
import { taskIn } from './undertaking.ts';

/** The extra word for a drive that needs a second look. */
export const EXTRA_WORD = 'erase';

/** Warnings that ask for the extra word; others are only shown. */
const NEEDS_EXTRA_WORD: ReadonlySet<string> = new Set(['larger-than-128-gb', 'not-removable']);

/** The drives that were chosen, none for a verification against a checksum. */
export function chosenDrives({ target }: Pick<Answers, 'target'>): readonly Drive[] {
  return target?.kind === 'drives' ? target.drives : [];
}

/**
 * What must be typed: the name of every drive, and one word more when something about one of them is unusual. No count,
 * no "all", no range: a drive that nobody named is not written.
 */
export function wantedWords(drives: readonly Drive[]): readonly string[] {
  const isUnusual = drives.some(({ warnings }) => warnings.some(({ code }) => NEEDS_EXTRA_WORD.has(code)));
  return [...drives.map(({ name }) => name), ...(isUnusual ? [EXTRA_WORD] : [])];
}

/** Words of what was typed; spaces and commas part them. */
export function typedWords(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** Exactly the words, each once. One drive: in their order; several: in any order, the extra word last. */
export function isConfirmed(drives: readonly Drive[], typed: string): boolean {
  const wanted = wantedWords(drives);
  const words = typedWords(typed);
  if (drives.length === 0 || words.length !== wanted.length) return false;
  return names(words, drives).join() === names(wanted, drives).join();
}

function names(words: readonly string[], drives: readonly Drive[]): string[] {
  return [...words.slice(0, drives.length).sort(), ...words.slice(drives.length)];
}

/** What the field for several names still lacks, and the first thing that is wrong in it. */
export interface Typed {
  /** In the order of the drives, the extra word last. */
  readonly open: readonly string[];
  /** `stray`: names none of the drives; `twice`: stands there twice; `early`: the extra word, which comes last. */
  readonly wrong: { readonly what: 'stray' | 'twice' | 'early'; readonly word: string } | undefined;
}

/** `isWhole`: nothing is being typed any more; else the last word may still be growing. */
export function typedState(drives: readonly Drive[], typed: string, isWhole = false): Typed {
  const wanted = wantedWords(drives);
  const words = typedWords(typed);
  const open = wanted.filter((word) => !words.includes(word));
  const isGrowing = !isWhole && !/[\s,]$/.test(typed);
  const finished = isGrowing ? words.slice(0, -1) : words;
  const growing = isGrowing ? words.at(-1) : undefined;
  const isStart = (word: string) => wanted.some((other) => other.startsWith(word));
  const stray =
    finished.find((word) => !wanted.includes(word)) ??
    (growing !== undefined && !isStart(growing) ? growing : undefined);
  if (stray !== undefined) return { open, wrong: { what: 'stray', word: stray } };
  const twice = finished.find((word, index) => words.indexOf(word) < index);
  if (twice !== undefined) return { open, wrong: { what: 'twice', word: twice } };
  const names = words.slice(0, drives.length);
  const early = wanted.slice(drives.length).find((extra) => names.includes(extra));
  return { open, wrong: early === undefined ? undefined : { what: 'early', word: early } };
}

/** What is wrong in the field, as a sentence. */
export function wrongText({ wrong }: Typed): string | undefined {
  return wrong && t().screens.confirm[wrong.what](wrong.word);
}

/** To undo, the word itself is typed; and one more when files that were overwritten cannot come back. */
export function undoWords(isPartly: boolean): string {
  return isPartly ? 'undo partly' : 'undo';
}

export function isUndoConfirmed(isPartly: boolean, typed: string): boolean {
  return typed.trim().replace(/\s+/g, ' ') === undoWords(isPartly);
}

/** So many names stay readable in a sentence. */
const MOST_NAMES_SAID = 6;

/** A hint what to type, when it does not stand there yet. */
export function whyNotConfirmed({ answers, confirm, summary }: Asking): string | undefined {
  if (taskIn(answers)?.confirms === 'word') {
    const isPartly = losesFiles(summary.progress.done?.report.undone);
    return isUndoConfirmed(isPartly, confirm.field.text)
      ? undefined
      : toType(undoWords(isPartly), confirm.field.text);
  }
  const drives = chosenDrives(answers);
  if (drives.length === 0) return t().screens.confirm.chooseFirst;
  if (isConfirmed(drives, confirm.field.text)) return undefined;
  if (drives.length === 1) return toType(wantedWords(drives).join(' '), confirm.field.text);
  const state = typedState(drives, confirm.field.text, true);
  const wrong = wrongText(state);
  const words = t().screens.confirm;
  return wrong === undefined ? words.stillBack(someNames(state.open, MOST_NAMES_SAID)) : words.correct(wrong);
}

/** What is to be typed; and that what was typed is something else. */
function toType(wanted: string, typed: string): string {
  const { typeToStart, isNotIt } = t().screens.confirm;
  return typed.trim() === '' ? typeToStart(wanted) : isNotIt(typed.trim(), wanted);
}

/** Something that was overwritten was not kept. */
export function losesFiles(undone: readonly { readonly lost?: unknown }[] | undefined): boolean {
  return (undone ?? []).some(({ lost }) => lost !== undefined);
}
