import { present } from '../../contract/failure/present.ts';
import { le16, le32 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';

/** Tag identifiers. ECMA-167 3/7.2.1, 4/7.2.1. */
export const PRIMARY = 1;
export const ANCHOR = 2;
export const POINTER = 3;
export const PARTITION = 5;
export const LOGICAL = 6;
export const TERMINATING = 8;
export const INTEGRITY = 9;
export const FILE_SET = 256;
export const IDENTIFIER = 257;
export const ALLOCATION = 258;
export const ENTRY = 261;
export const EXTENDED_ENTRY = 266;

export interface TagPlace {
  /** In the image. */
  readonly atByte: number;
  /** What the tag must say. */
  readonly location: number;
}

export function tagIdentifier(bytes: Uint8Array): number {
  return le16(bytes, 0);
}

/** True when `bytes` begin with a tag whose checksum is right. */
export function hasTag(bytes: Uint8Array | undefined, identifier: number): bytes is Uint8Array {
  return bytes !== undefined && le16(bytes, 0) === identifier && bytes[4] === checksum(bytes);
}

/** Checksum, CRC and location of a descriptor; all are reported. ECMA-167 3/7.2. */
export function checkTag(view: ImageView, bytes: Uint8Array, { atByte, location }: TagPlace): void {
  if (bytes[4] !== checksum(bytes))
    view.report('udf.tag.checksum', atByte, { number: bytes[4] }, { number: checksum(bytes) });
  const crcBytes = le16(bytes, 10);
  const found = 16 + crcBytes <= bytes.length ? crc(bytes.subarray(16, 16 + crcBytes)) : undefined;
  if (found !== le16(bytes, 8))
    view.report('udf.tag.crc', atByte, { number: le16(bytes, 8) }, { number: found });
  if (le32(bytes, 12) !== location)
    view.report('udf.tag.location', atByte, { block: le32(bytes, 12) }, { block: location });
}

/** Sum of the other fifteen bytes. ECMA-167 3/7.2.3. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < 16; at++) if (at !== 4) sum += present(bytes[at]);
  return sum % 256;
}

/** Bit by bit, as the standard describes it: x^16 + x^12 + x^5 + 1, from 0. ECMA-167 1/7.2.6. */
function crc(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? ((value << 1) ^ 0x1021) & 0xffff : value << 1;
  }
  return value;
}
