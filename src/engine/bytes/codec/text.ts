import { type Codec, Problem } from './codec.ts';
import { be16 } from './little.ts';

/** Which characters a text field may hold: one named set, tested a character at a time. */
export interface CharacterSet {
  readonly name: string;
  readonly allows: RegExp;
}

/** Single-byte text, padded with spaces. The value has no trailing spaces. */
export function paddedText(sizeBytes: number, set: CharacterSet): Codec<string> {
  return {
    sizeBytes,
    write(bytes, at, value) {
      if (value.length > sizeBytes)
        throw new Problem({ reason: 'too-many-characters', characters: value.length, most: sizeBytes });
      if (!set.allows.test(value))
        throw new Problem({ reason: 'other-characters', text: value, set: set.name });
      for (let i = 0; i < sizeBytes; i++) bytes[at + i] = i < value.length ? value.charCodeAt(i) : 0x20;
    },
    read(bytes, at, note) {
      const text = withoutEnd(latin1(bytes.subarray(at, at + sizeBytes)), ' ');
      if (!set.allows.test(text)) note({ reason: 'other-characters', text, set: set.name });
      return text;
    },
  };
}

/** UCS-2 text, most significant byte first, padded with spaces; an odd last byte is zero. */
export function ucs2Text(sizeBytes: number): Codec<string> {
  const units = sizeBytes >> 1;
  return {
    sizeBytes,
    write(bytes, at, value) {
      if (value.length > units)
        throw new Problem({ reason: 'too-many-characters', characters: value.length, most: units });
      writeUcs2(bytes, at, value.padEnd(units, ' '));
      if (sizeBytes % 2 === 1) bytes[at + sizeBytes - 1] = 0;
    },
    read: (bytes, at) => withoutEnd(readUcs2(bytes, at, units), ' '),
  };
}

/** The text without what fills it up at its end: one character, however often. */
export function withoutEnd(text: string, filler: string): string {
  let end = text.length;
  while (text[end - 1] === filler) end--;
  return text.slice(0, end);
}

/** UTF-16 units of `text` at `at`, most significant byte first. */
export function writeUcs2(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[at + 2 * i] = unit >>> 8;
    bytes[at + 2 * i + 1] = unit;
  }
}

export function readUcs2(bytes: Uint8Array, at: number, units: number): string {
  let text = '';
  for (let i = 0; i < units; i++) text += String.fromCharCode(be16(bytes, at + 2 * i));
  return text;
}

/** A byte string: one character a byte. Names of files are kept so, whatever their encoding. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Writes a byte string (one character a byte). */
export function writeLatin1(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
