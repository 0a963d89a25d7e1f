import { le32 } from '../../codec/little.ts';
import { DATA_BYTES, isForm2, isMarked, type RawLayout } from './raw-sector.ts';

/** x^32 + x^31 + x^16 + x^15 + x^4 + x^3 + x + 1, lowest bit first. ECMA-130 §14.3. */
const POLYNOMIAL = 0xd8018001;
const SUBHEADER_BYTES = 8;
const FORM_2_DATA_BYTES = 2324;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let code = byte;
  for (let bit = 0; bit < 8; bit++) code = code & 1 ? (code >>> 1) ^ POLYNOMIAL : code >>> 1;
  return code >>> 0;
});

/** The error detection code of bytes. */
export function errorCode(bytes: Uint8Array): number {
  let code = 0;
  for (const byte of bytes) code = ((code >>> 8) ^ (table[(code ^ byte) & 0xff] ?? 0)) >>> 0;
  return code;
}

/**
 * Whether a sector of data is as its own code says; undefined for what has none: audio, and sectors in whose place for it
 * a program left zeros. Mode 1 counts from the sector's first byte, mode 2 from its subheader.
 */
export function isSectorRight(sector: Uint8Array, layout: RawLayout): boolean | undefined {
  if (layout.isMarked && !isMarked(sector, 0)) return undefined;
  if (layout.mode === 2 && !layout.hasForms) return undefined;
  const fromByte = layout.mode === 1 ? 0 : layout.dataAtByte - SUBHEADER_BYTES;
  const atByte = layout.dataAtByte + (isForm2(sector, layout) ? FORM_2_DATA_BYTES : DATA_BYTES);
  const said = le32(sector, atByte);
  return said === 0 ? undefined : errorCode(sector.subarray(fromByte, atByte)) === said;
}
