import { present } from '../../contract/failure/present.ts';
import type { Struct } from './struct.ts';

const HEX_BYTES = 8;

/**
 * A structure's bytes with the name, section and meaning of each field, one field a line (long ones are cut).
 * For snapshots and the details page.
 */
export function annotatedHexdump<V>(form: Struct<V>, bytes: Uint8Array, start = 0): string {
  const lines = [`${form.name}, ${form.sizeBytes} bytes`];
  let at = start;
  for (const { name, codec, section } of form.fields) {
    const part = bytes.subarray(at, at + codec.sizeBytes);
    const meaning = show(codec.read(bytes, at, () => {}));
    lines.push(
      `${String(at - start).padStart(5)}  ${shortHex(part).padEnd(30)} ${name.padEnd(24)} ${section.padEnd(10)} ${meaning}`.trimEnd(),
    );
    at += codec.sizeBytes;
  }
  return `${lines.join('\n')}\n`;
}

/** `00 × 32` for a run of one byte, else the first eight bytes. */
function shortHex(bytes: Uint8Array): string {
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  if (bytes.length > HEX_BYTES && bytes.every((byte) => byte === bytes[0]))
    return `${hex(present(bytes[0]))} × ${bytes.length}`;
  const shown = [...bytes.subarray(0, HEX_BYTES)].map(hex).join(' ');
  return bytes.length > HEX_BYTES ? `${shown} … ${bytes.length}` : shown;
}

function show(value: unknown): string {
  if (value === undefined) return '';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'number') return value > 9 ? `${value} (0x${value.toString(16)})` : String(value);
  return JSON.stringify(value);
}
