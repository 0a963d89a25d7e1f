import { le64, letters } from '../foreign/fields.ts';

const HEADER_BYTES = 208;
/** Places of resource headers: lookup table, XML data, boot metadata, integrity table. [MS-WIM] §2.2. */
const RESOURCES_AT = [48, 72, 96, 124];
/** The last byte of the size has flags. */
const SIZE_MODULUS = 2 ** 56;

/** Where the last table of a WIM archive ends; undefined when it is none. */
export function wimEndByte(head: Uint8Array): number | undefined {
  if (head.length < HEADER_BYTES || letters(head, 0, 8) !== 'MSWIM\0\0\0') return undefined;
  return Math.max(...RESOURCES_AT.map((at) => (le64(head, at) % SIZE_MODULUS) + le64(head, at + 8)));
}
