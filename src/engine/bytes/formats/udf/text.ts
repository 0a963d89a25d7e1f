import { present } from '../../../contract/failure/present.ts';
import { type Codec, type Note, Problem } from '../../codec/codec.ts';
import { ascii, literal, zeros } from '../../codec/fixed.ts';
import { field, struct } from '../../codec/struct.ts';
import { readUcs2, writeLatin1, writeUcs2 } from '../../codec/text.ts';

/** Compression ids: a byte or two for each character. UDF 1.02 §2.1.1. */
const ONE_BYTE = 8;
const TWO_BYTES = 16;

/** The character set of all text: CS0 as OSTA defines it. ECMA-167 1/7.2.1, UDF 1.02 §2.1.2. */
export const charspec = struct('charspec', 64, [
  field('type', literal(0), '1/7.2.1.1'),
  field('information', literal(...ascii('OSTA Compressed Unicode')), '1/7.2.1.2'),
  field('padding', zeros(40), '1/7.2.1.2'),
]);

/** True when every character has one byte in CS0. */
export function isNarrow(text: string): boolean {
  return /^[\x00-\xff]*$/.test(text);
}

/** Bytes of a text in CS0 with its compression id; none for no text. UDF 1.02 §2.1.1. */
export function cs0Bytes(text: string): number {
  return text === '' ? 0 : 1 + (isNarrow(text) ? text.length : 2 * text.length);
}

/** Writes a text in CS0; returns its length. Characters beyond 16 bits are surrogate pairs. */
export function writeCs0(bytes: Uint8Array, at: number, text: string): number {
  if (text === '') return 0;
  bytes[at] = isNarrow(text) ? ONE_BYTE : TWO_BYTES;
  if (bytes[at] === ONE_BYTE) writeLatin1(bytes, at + 1, text);
  else writeUcs2(bytes, at + 1, text);
  return cs0Bytes(text);
}

/** The longest start of a text that has at most `mostBytes` in CS0; never half of a surrogate pair. */
export function cutCs0(text: string, mostBytes: number): string {
  let cut = text;
  while (cs0Bytes(cut) > mostBytes) cut = cut.slice(0, /[\ud800-\udbff][\udc00-\udfff]$/.test(cut) ? -2 : -1);
  return cut;
}

/** CS0 text in a field of fixed size, whose last byte is the length used. ECMA-167 1/7.2.12. */
export function dstring(sizeBytes: number): Codec<string> {
  return {
    sizeBytes,
    write(bytes, at, value) {
      if (cs0Bytes(value) > sizeBytes - 1)
        throw new Problem({
          reason: 'too-many-bytes',
          text: value,
          neededBytes: cs0Bytes(value),
          mostBytes: sizeBytes - 1,
        });
      bytes.fill(0, at, at + sizeBytes);
      bytes[at + sizeBytes - 1] = writeCs0(bytes, at, value);
    },
    read(bytes, at, note) {
      const length = present(bytes[at + sizeBytes - 1]);
      if (length > sizeBytes - 1)
        note({ reason: 'length-beyond-field', lengthBytes: length, fieldBytes: sizeBytes });
      return readCs0(bytes.subarray(at, at + Math.min(length, sizeBytes - 1)), note);
    },
  };
}

/** CS0 text with its compression id; an unknown one is read as one byte a character. UDF 1.02 §2.1.1. */
export function readCs0(bytes: Uint8Array, note: Note = () => {}): string {
  if (bytes.length === 0) return '';
  if (bytes[0] === TWO_BYTES) return readUcs2(bytes, 1, (bytes.length - 1) >> 1);
  if (bytes[0] !== ONE_BYTE) note({ reason: 'compression-id', id: bytes[0] ?? 0 });
  return String.fromCharCode(...bytes.subarray(1));
}
