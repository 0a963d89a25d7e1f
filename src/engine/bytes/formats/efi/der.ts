/** A value of DER: its tag, and where its content lies. ITU-T X.690 §8.1. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly whole: Uint8Array;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const OBJECT_ID = 0x06;
/** The first of the values that a structure tags itself. */
export const CONTEXT_0 = 0xa0;

/** The values that lie one behind the other in some bytes; what breaks off is left out. */
export function derValues(bytes: Uint8Array): DerValue[] {
  const found: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const value = derAt(bytes, at);
    if (!value) break;
    found.push(value);
    at += value.whole.length;
  }
  return found;
}

/** Lengths of up to four bytes are read: nothing in a boot loader is larger. ITU-T X.690 §8.1.3. */
function derAt(bytes: Uint8Array, at: number): DerValue | undefined {
  const [tag, short] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || short === undefined) return undefined;
  const more = short & 0x80 ? short & 0x7f : 0;
  if (more > 4 || (short & 0x80 && more === 0)) return undefined;
  let length = more > 0 ? 0 : short;
  for (let i = 0; i < more; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const from = at + 2 + more;
  if (from + length > bytes.length) return undefined;
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}
