import { u32 } from '../decode/input.ts';

/** What implantisomd5 left in an ISO's primary volume descriptor (application use, bytes 883 to 1394). */
export interface IsoMd5 {
  readonly md5: string;
  /** Bytes from the beginning that are hashed; the end is left out. */
  readonly hashedBytes: number;
  /** One digit of the running hash at each end of a fragment, `digits` each; none in old images. */
  readonly fragments: readonly string[];
}

const SECTOR_BYTES = 2048;
const DESCRIPTOR_AT = 16 * SECTOR_BYTES;
/** Where the text stands in the image: hashed as spaces. */
export const ISO_MD5_AT = DESCRIPTOR_AT + 883;
export const ISO_MD5_BYTES = 512;
/** So much of the beginning must be known. */
export const ISO_MD5_NEEDS_BYTES = DESCRIPTOR_AT + SECTOR_BYTES;

/** Reads the implanted text from the first bytes of an image; nothing when there is none. */
export function findIsoMd5(first: Uint8Array): IsoMd5 | undefined {
  const descriptor = first.subarray(DESCRIPTOR_AT, ISO_MD5_NEEDS_BYTES);
  if (descriptor.length < SECTOR_BYTES || text(descriptor.subarray(0, 6)) !== '\u0001CD001') return undefined;
  const said = text(descriptor.subarray(883, 883 + ISO_MD5_BYTES));
  const md5 = /ISO MD5SUM = ([0-9a-f]{32});/.exec(said)?.[1];
  const skippedSectors = Number(/SKIPSECTORS = (\d{1,6});/.exec(said)?.[1] ?? 0);
  // ECMA-119 8.4.8: volume space size
  const hashedBytes = (u32(descriptor, 80) - skippedSectors) * SECTOR_BYTES;
  if (md5 === undefined || hashedBytes <= ISO_MD5_NEEDS_BYTES) return undefined;
  return { md5, hashedBytes, fragments: fragmentsOf(said) };
}

function fragmentsOf(said: string): string[] {
  const sums = /FRAGMENT SUMS = ([0-9a-f]{1,60});/.exec(said)?.[1];
  const count = Number(/FRAGMENT COUNT = (\d{1,2});/.exec(said)?.[1] ?? 0);
  if (sums === undefined || count < 1 || count > sums.length) return [];
  const digits = Math.floor(sums.length / count);
  return Array.from({ length: count }, (_, index) => sums.slice(index * digits, (index + 1) * digits));
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
