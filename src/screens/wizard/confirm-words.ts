import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
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

/** Words that were typed and name none of the drives; the last one may still be growing. */
export function strayWords(drives: readonly Drive[], typed: string): string[] {
  const wanted = wantedWords(drives);
  const words = typedWords(typed);
  return words.filter((word, index) => {
    const isGrowing = index === words.length - 1 && !/[\s,]$/.test(typed);
    return !wanted.some((other) => (isGrowing ? other.startsWith(word) : other === word));
  });
}

/** To undo, the word itself is typed; and one more when files that were overwritten cannot come back. */
export function undoWords(isPartly: boolean): string {
  return isPartly ? 'undo partly' : 'undo';
}

export function isUndoConfirmed(isPartly: boolean, typed: string): boolean {
  return typed.trim().replace(/\s+/g, ' ') === undoWords(isPartly);
}

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
  const [stray] = strayWords(drives, `${confirm.field.text} `);
  if (stray !== undefined) return t().screens.confirm.strayCorrect(stray);
  return t().screens.confirm.typeEvery;
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
