import { viewOf } from './reply.ts';

/** What a device says about a command that did not succeed. SPC-4 §4.5. */
export interface Sense {
  readonly key: number;
  readonly asc: number;
  readonly ascq: number;
  /** The block it is about, where it names one. */
  readonly block?: number;
  /** How far a long operation has come, 0 to 1. */
  readonly progress?: number;
}

/** Of a device that says nothing: no key has this number. */
export const NO_SENSE: Sense = { key: 0, asc: 0, ascq: 0 };
const FULL = 65536;

/** Never fails: what is cut off counts as zero. */
export function decodeSense(bytes: Uint8Array): Sense {
  const format = (bytes[0] ?? 0) & 0x7f;
  if (format === 0x70 || format === 0x71) return fixedSense(padded(bytes, 18));
  if (format === 0x72 || format === 0x73) return descriptorSense(padded(bytes, 8));
  return NO_SENSE;
}

/** SPC-4 §4.5.3, table 53. */
function fixedSense(bytes: Uint8Array): Sense {
  const view = viewOf(bytes);
  const key = view.getUint8(2) & 15;
  return {
    key,
    asc: view.getUint8(12),
    ascq: view.getUint8(13),
    ...(view.getUint8(0) & 0x80 && { block: view.getUint32(3) }),
    // Sense-key specific bytes are a progress only of these keys (table 35).
    ...((key === 0 || key === 2) && view.getUint8(15) & 0x80 && { progress: view.getUint16(16) / FULL }),
  };
}

const INFORMATION = 0;
const SENSE_KEY_SPECIFIC = 2;

/** SPC-4 §4.5.2: descriptors of a type, a length, and so many bytes. */
function descriptorSense(bytes: Uint8Array): Sense {
  const view = viewOf(bytes);
  const key = view.getUint8(1) & 15;
  let sense: Sense = { key, asc: view.getUint8(2), ascq: view.getUint8(3) };
  const end = Math.min(bytes.length, 8 + view.getUint8(7));
  for (let at = 8; at + 2 <= end; at += 2 + view.getUint8(at + 1)) {
    const type = view.getUint8(at);
    if (type === INFORMATION && at + 12 <= end && view.getUint8(at + 2) & 0x80)
      sense = { ...sense, block: view.getUint32(at + 8) };
    if (type === SENSE_KEY_SPECIFIC && at + 7 <= end && view.getUint8(at + 4) & 0x80 && key <= 2 && key !== 1)
      sense = { ...sense, progress: view.getUint16(at + 5) / FULL };
  }
  return sense;
}

function padded(bytes: Uint8Array, sizeBytes: number): Uint8Array {
  if (bytes.length >= sizeBytes) return bytes;
  const whole = new Uint8Array(sizeBytes);
  whole.set(bytes);
  return whole;
}

/** `3/0C/00`, as such codes are written everywhere. */
export function senseText({ key, asc, ascq }: Sense): string {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
  return `${key.toString(16).toUpperCase()}/${hex(asc)}/${hex(ascq)}`;
}
