/** A run that ends with its block, with what was asked for, and with the whole. */
export function lengthIn(
  atByte: number,
  mostBytes: number,
  { blockBytes, sizeBytes }: { readonly blockBytes: number; readonly sizeBytes: number },
): number {
  return Math.min(mostBytes, blockBytes - (atByte % blockBytes), sizeBytes - atByte);
}
