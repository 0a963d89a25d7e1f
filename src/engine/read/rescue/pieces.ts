interface Stretch {
  readonly atByte: number;
  readonly endByte: number;
}

/** The first piece of a stretch, or its last. Cuts lie on multiples of the length, so that both directions make the same pieces. */
export function pieceOf({ atByte, endByte }: Stretch, lengthBytes: number, isLast: boolean): Stretch {
  if (isLast)
    return {
      atByte: Math.max(atByte, Math.ceil(endByte / lengthBytes) * lengthBytes - lengthBytes),
      endByte,
    };
  const cut = Math.floor(atByte / lengthBytes) * lengthBytes + lengthBytes;
  return { atByte, endByte: Math.min(endByte, cut) };
}

/** So many whole sectors of a stretch, from its beginning or its end. */
export function sectorsOf(
  { atByte, endByte }: Stretch,
  sectorBytes: number,
  count: number,
  isLast: boolean,
): Stretch {
  const batch = count * sectorBytes;
  if (isLast)
    return { atByte: Math.max(atByte, Math.ceil(endByte / sectorBytes) * sectorBytes - batch), endByte };
  return { atByte, endByte: Math.min(endByte, Math.floor(atByte / sectorBytes) * sectorBytes + batch) };
}
