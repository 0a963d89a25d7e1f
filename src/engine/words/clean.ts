/**
 * Names from drives, file systems and files are hostile: they may hold escape sequences or turn the writing direction.
 * Everything foreign passes here before it reaches a terminal.
 */
const CONTROLS = /\p{Cc}/gu;
/** Format characters: bidirectional controls, zero-width marks, soft hyphen, byte order mark, tags; line separators. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]|\p{Variation_Selector}|\p{Emoji_Modifier}/gu;

/** Foreign text that is safe and one line on a screen; a control becomes `?`, invisible marks go away. */
export function cleanText(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(CONTROLS, '?')
    .replace(/\p{Surrogate}/gu, '?');
}
