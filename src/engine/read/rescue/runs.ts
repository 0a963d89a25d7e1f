/** Bytes that follow each other. */
export interface Run {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/** What follows each other becomes one, in the order of places, whatever order it came in. */
export function runsOf(pieces: readonly Run[]): Run[] {
  const runs: Run[] = [];
  for (const { atByte, lengthBytes } of [...pieces].sort((a, b) => a.atByte - b.atByte)) {
    const last = runs.at(-1);
    if (last && last.atByte + last.lengthBytes === atByte)
      runs[runs.length - 1] = { atByte: last.atByte, lengthBytes: last.lengthBytes + lengthBytes };
    else runs.push({ atByte, lengthBytes });
  }
  return runs;
}
