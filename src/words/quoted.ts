import { shownText } from '../engine/contract/failure/shown-address.ts';
import { cleanText } from './clean.ts';

/** One word for a POSIX shell; what a screen would not show as it is stands in octal, so that it can be pasted all the same. */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // Secrets of an address are left out where it is shown, and need no code.
  return cleanText(word) === shownText(word) ? `'${word.replaceAll("'", "'\\''")}'` : printed(word);
}

/** `"$(printf 'a\012b')"`; newlines at the very end of a word are lost to the shell. */
function printed(word: string): string {
  const format = [...word]
    .map((character) => (/^[\w@+=:,./ ]$/.test(character) ? character : octal(character)))
    .join('');
  return `"$(printf '${format}')"`;
}

function octal(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
}
