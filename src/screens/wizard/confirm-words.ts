import type { Drive } from '../../engine/ports/drive.ts';
import type { Asking } from './state.ts';

/** The extra word for a drive that needs a second look. */
export const EXTRA_WORD = 'erase';

/** Warnings that ask for the extra word; others are only shown. */
const NEEDS_EXTRA_WORD: ReadonlySet<string> = new Set(['larger-than-128-gb', 'not-removable']);

/** What must be typed before this drive is written: its name, and one word more when something about it is unusual. */
export function wantedWords(drive: Drive): string {
  return drive.warnings.some(({ code }) => NEEDS_EXTRA_WORD.has(code))
    ? `${drive.name} ${EXTRA_WORD}`
    : drive.name;
}

/** Exactly the words; only spaces around and between them are forgiven. */
export function isConfirmed(drive: Drive, typed: string): boolean {
  return typed.trim().replace(/\s+/g, ' ') === wantedWords(drive);
}

export function whyNotConfirmed({ answers, confirm }: Asking): string | undefined {
  if (answers.target?.kind !== 'drive') return 'Choose a drive first.';
  const { drive } = answers.target;
  if (isConfirmed(drive, confirm.field.text)) return undefined;
  return `Type ${wantedWords(drive)} to start, or press Esc to go back.`;
}
