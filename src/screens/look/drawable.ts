import type { GlyphSet } from './glyphs.ts';
import { characterWidth } from './width.ts';

const PLAIN: { readonly [character: string]: string } = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '.',
  '→': '>',
  '·': '.',
};

/** The same columns in characters the terminal has: names in other scripts become question marks on a serial line. */
export function drawable(text: string, glyphs: GlyphSet): string {
  if (glyphs === 'utf8' || isAscii(text)) return text;
  let drawn = '';
  for (const character of text) drawn += shown(character, glyphs);
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
