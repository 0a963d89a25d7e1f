import { present } from '../../contract/failure/present.ts';

/** Reflected form of the polynomial 0x1EDC6F41 (Castagnoli). */
const POLYNOMIAL = 0x82f63b78;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC-32C (RFC 3720 §12.1), with the four bytes at `blankAt`, where it stands itself, taken as zeros. `123456789` gives 0xE3069283. */
export function crc32c(bytes: Uint8Array, blankAt = Number.POSITIVE_INFINITY): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) {
    const byte = at >= blankAt && at < blankAt + 4 ? 0 : present(bytes[at]);
    crc = present(table[(crc ^ byte) & 0xff]) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
