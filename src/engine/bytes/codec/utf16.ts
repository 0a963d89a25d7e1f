import { le16 } from './little.ts';
/** UTF-16 units of `text` at `at`, least significant byte first. */
export function writeUtf16le(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[at + 2 * i] = unit;
    bytes[at + 2 * i + 1] = unit >>> 8;
  }
}

export function readUtf16le(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(le16(bytes, at));
  return text;
}
