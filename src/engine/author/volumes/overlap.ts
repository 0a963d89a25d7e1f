/** The part of `into` (which begins at `atByte`) that a stretch fills, counted from the stretch's start. */
export function overlap(
  atByte: number,
  into: Uint8Array,
  startByte: number,
  lengthBytes: number,
): { readonly atByte: number; readonly into: Uint8Array } | undefined {
  const from = Math.max(atByte, startByte);
  const to = Math.min(atByte + into.length, startByte + lengthBytes);
  if (from >= to) return undefined;
  return { atByte: from - startByte, into: into.subarray(from - atByte, to - atByte) };
}
