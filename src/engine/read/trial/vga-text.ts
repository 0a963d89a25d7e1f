/** Text memory of VGA in its usual mode: 80 × 25 cells, each a character of code page 437 and an attribute. */
export const TEXT_MEMORY_BYTES = 80 * 25 * 2;
const COLUMNS = 80;

/** The size of the picture while that mode is on: 80 × 25 characters of 9 × 16. */
export const isTextMode = ({ width, height }: { readonly width: number; readonly height: number }): boolean =>
  width === 720 && height === 400;

/** Code page 437 from 0x80 on. */
const UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

export function vgaLines(memory: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at + COLUMNS * 2 <= Math.min(memory.length, TEXT_MEMORY_BYTES); at += COLUMNS * 2) {
    let line = '';
    for (let column = 0; column < COLUMNS; column++) line += letter(memory[at + column * 2] ?? 0);
    lines.push(line.trimEnd());
  }
  return lines;
}

function letter(code: number): string {
  if (code >= 0x80) return UPPER[code - 0x80] ?? ' ';
  return code < 0x20 || code === 0x7f ? ' ' : String.fromCharCode(code);
}
