import { shownText } from '../engine/contract/failure/shown-address.ts';

/**
 * Names from drives, file systems, servers, job folders and errors are hostile: they may hold escape sequences, turn the
 * writing direction, or look like another name. Everything foreign passes here before a person sees it.
 */

/** What steers a terminal (C0, C1, DEL), and halves of characters. */
const CONTROLS = /[\p{Cc}\p{Cs}]/gu;

/**
 * What a person cannot see: format characters (bidirectional, zero width, soft hyphen, byte order mark, tags), separators of
 * lines, fillers and variation selectors, tones that merge with a picture, and spaces that are not the space (the
 * ideographic one is as wide as a letter, and seen).
 */
const UNSEEN =
  /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\u2800]|(?![ \u3000])\p{Zs}/gu;

/** More marks on one letter than any script has: they would be drawn over the lines above and below. */
const MARK_FLOOD = /([\p{Mn}\p{Me}]{4})([\p{Mn}\p{Me}]+)/gu;

/**
 * Foreign text that is safe and one line on a screen: a control becomes `?`, and what cannot be seen stands there as its
 * code, `<U+202E>`.
 */
export function cleanText(text: string): string {
  if (isPlain(text)) return shownText(text);
  return shownText(text)
    .replace(CONTROLS, '?')
    .replace(UNSEEN, codeOf)
    .replace(MARK_FLOOD, (_, kept: string, rest: string) => `${kept}<+${[...rest].length} marks>`);
}

/** The same, with codes for controls too: names in a list stay apart from each other. */
export function codedText(text: string): string {
  if (isPlain(text)) return shownText(text);
  return cleanText(text.replace(CONTROLS, codeOf));
}

/** Letters of Western Europe, dashes, quotation marks and arrows: none of them is cleaned, and our own sentences have no others. */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u2190-\u2193]*$/;

/** The most frequent case, and the cheapest to find: the sets of what cannot be seen take long to make. */
function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Lines for a terminal or a pipe, each cleaned and ended by a newline; a newline within one is foreign, and shown as `?`. */
export function cleanLines(lines: readonly string[]): string {
  const text = `${lines.join('\n')}\n`;
  if (lines.length > 0 && isPlainLines(text, lines.length)) return shownText(text);
  return lines.map((line) => `${cleanText(line)}\n`).join('');
}

/** The most frequent case of many lines, found for all of them at once. */
function isPlainLines(text: string, count: number): boolean {
  if (!/^[\n -~]*$/.test(text)) return false;
  let newlines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) newlines++;
  return newlines === count;
}

/** Text of several lines that goes by, a prompt without an end too: lines and tabs stay (they steer nothing), the rest is cleaned. */
export function cleanRelayed(text: string): string {
  if (/^[\t\n -~]*$/.test(text)) return text.includes('://') ? text.replace(/[^\t\n]+/g, shownText) : text;
  return text.replace(/\r\n?/g, '\n').replace(/[^\t\n]+/g, cleanText);
}

/** What another program says, in several lines, as one. */
export function oneLine(said: string): string {
  return said
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

/**
 * The same JSON with `\u` before everything that a terminal would heed or that nobody sees: cleaned text, and it parses to
 * what it was. No newline at the end.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)
    .replace(UNSEEN, escaped)
    .replace(/[\u007f-\u009f]/g, escaped)
    .replace(MARK_FLOOD, (_, kept: string, rest: string) => kept + escaped(rest));
}

function escaped(text: string): string {
  let codes = '';
  for (let at = 0; at < text.length; at++) codes += `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return codes;
}
