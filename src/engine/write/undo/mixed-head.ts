/** What a drive writes whole. */
const BLOCK_BYTES = 512;

/** Whether each block of `bytes` is that of one of the others, at the same place; shorter ones end earlier. */
export function isMixOf(bytes: Uint8Array, others: readonly (Uint8Array | undefined)[]): boolean {
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
    const block = bytes.subarray(from, from + BLOCK_BYTES);
    const isKnown = (other: Uint8Array | undefined): boolean =>
      other !== undefined && Buffer.compare(block, other.subarray(from, from + block.length)) === 0;
    if (!others.some(isKnown)) return false;
  }
  return true;
}
