import { spellWith } from '../words/language.ts';
import type { TerminalTraits } from './terminal.ts';

/** Sentences are spelled with the letters that this terminal can draw: a serial line has no umlauts. */
export function spellFor({ glyphs }: Pick<TerminalTraits, 'glyphs'>): void {
  spellWith(glyphs === 'ascii' ? 'ascii' : 'all');
}
