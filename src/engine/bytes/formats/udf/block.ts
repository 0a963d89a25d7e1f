/** Our logical block is a sector of optical media. ECMA-167 3/8.1.2, UDF 1.02 §2.2.4.2. */
export const BLOCK_BYTES = 2048;

/** Whole blocks that hold so many bytes. */
export function blocksFor(lengthBytes: number): number {
  return Math.ceil(lengthBytes / BLOCK_BYTES);
}
