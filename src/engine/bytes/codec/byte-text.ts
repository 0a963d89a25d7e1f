/** A byte string as text; what is no UTF-8 becomes U+FFFD. */
export function textOfBytes(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A text as the byte string of its UTF-8. */
export function bytesOfText(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** A byte string as text that keeps apart what differs: a byte that belongs to no character is told by its number, `caf\xE9`. */
export function distinctText(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  const text = textOfBytes(bytes);
  if (!text.includes('\uFFFD') || Buffer.from(text, 'utf8').equals(Buffer.from(bytes, 'latin1'))) return text;
  let told = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterBytes(bytes, at);
    told += length === 0 ? numberOf(bytes.charCodeAt(at)) : textOfBytes(bytes.slice(at, at + length));
    at += Math.max(1, length);
  }
  return told;
}

/** How many bytes the character has that begins here; 0 when there is none. Unicode 15.0 §3.9, table 3-6. */
function characterBytes(bytes: string, at: number): number {
  const lead = bytes.charCodeAt(at);
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const text = textOfBytes(bytes.slice(at, at + length));
  return text.includes('\uFFFD') && bytes.slice(at, at + 3) !== REPLACEMENT ? 0 : length;
}

/** U+FFFD itself in UTF-8. */
const REPLACEMENT = '\xef\xbf\xbd';

function numberOf(byte: number): string {
  return `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

export function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
