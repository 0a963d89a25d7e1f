import { present } from '../../../contract/failure/present.ts';

/** x^16 + x^12 + x^5 + 1. ECMA-167 1/7.2.6 and annex. */
const POLYNOMIAL = 0x1021;

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 8;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 0x8000 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1;
  return remainder;
});

/** CRC of descriptors: starts with 0. `70 6a 77` gives 0x3299. ECMA-167 3/7.2.6. */
export function descriptorCrc(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = 0;
  for (let at = start; at < end; at++)
    crc = ((crc << 8) & 0xffff) ^ present(table[(crc >>> 8) ^ present(bytes[at])]);
  return crc;
}
