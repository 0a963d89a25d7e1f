import { cleanText } from '../../words/clean.ts';
import type { GlyphSet } from './glyphs.ts';
import { characterWidth } from './width.ts';

const PLAIN: { readonly [character: string]: string } = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '„': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '.',
  '→': '>',
  '·': '.',
};

/**
 * The same columns in characters the terminal has: names in other scripts become question marks on a serial line. Every
 * text of a screen passes here last, and is cleaned: what the views measured is clean already and stays as it is.
 */
export function drawable(text: string, glyphs: GlyphSet): string {
  if (isAscii(text)) return text;
  const clean = cleanText(text);
  if (glyphs === 'utf8') return clean;
  let drawn = '';
  for (const character of clean) drawn += shown(character, glyphs);
  return drawn;
}

function shown(character: string, glyphs: GlyphSet): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x7f || (glyphs === 'cp437' && isOnConsole(code))) return character;
  return PLAIN[character] ?? '?'.repeat(characterWidth(character));
}

/** Latin letters and the few drawing characters of the kernel's default font. */
function isOnConsole(code: number): boolean {
  return (
    (code >= 0xa1 && code <= 0xff && code !== 0xad) ||
    [0x2502, 0x2500, 0x2588, 0x2593, 0x2592, 0x2591, 0x2584, 0x25a0].includes(code)
  );
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
