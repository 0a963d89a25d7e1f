/** Logical sector of optical media and logical block of our volumes. ECMA-119 §6.1.2, §6.2.2. */
export const SECTOR_BYTES = 2048;

/** Whole sectors that hold so many bytes. */
export function sectorsFor(lengthBytes: number): number {
  return Math.ceil(lengthBytes / SECTOR_BYTES);
}
