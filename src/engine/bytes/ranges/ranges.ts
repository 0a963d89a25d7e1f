import type { ByteRange } from '../../contract/ports/byte-range.ts';

/** The last byte's successor. */
export function endOf({ atByte, lengthBytes }: ByteRange): number {
  return atByte + lengthBytes;
}

/** Ranges widened to whole units and cut to the capacity, in order, without overlaps; empty ones go away. */
export function tidyRanges(
  ranges: readonly ByteRange[],
  unitBytes: number,
  capacityBytes: number,
): ByteRange[] {
  const limit = capacityBytes - (capacityBytes % unitBytes);
  const whole = ranges
    .map((range) => widened(range, unitBytes, limit))
    .filter(({ lengthBytes }) => lengthBytes > 0)
    .sort((left, right) => left.atByte - right.atByte);
  return whole.reduce<ByteRange[]>(joined, []);
}

/** Ranges cut into pieces no longer than `pieceBytes`. */
export function* piecesOf(ranges: readonly ByteRange[], pieceBytes: number): Generator<ByteRange> {
  for (const range of ranges) {
    for (let atByte = range.atByte; atByte < endOf(range); atByte += pieceBytes)
      yield { atByte, lengthBytes: Math.min(pieceBytes, endOf(range) - atByte) };
  }
}

/** The hull of what `range` has beyond `covered` (in order, no overlaps); undefined when it has nothing. */
export function uncovered(range: ByteRange, covered: readonly ByteRange[]): ByteRange | undefined {
  let from = range.atByte;
  let to = endOf(range);
  for (const cover of covered) if (cover.atByte <= from && endOf(cover) > from) from = endOf(cover);
  for (const cover of covered.toReversed()) if (endOf(cover) >= to && cover.atByte < to) to = cover.atByte;
  return from < to ? { atByte: from, lengthBytes: to - from } : undefined;
}

export function overlap(left: ByteRange, right: ByteRange): boolean {
  return left.atByte < endOf(right) && right.atByte < endOf(left);
}

function widened({ atByte, lengthBytes }: ByteRange, unitBytes: number, limit: number): ByteRange {
  const from = Math.max(0, atByte - (atByte % unitBytes));
  const to = Math.min(limit, Math.ceil((atByte + lengthBytes) / unitBytes) * unitBytes);
  return { atByte: from, lengthBytes: to - from };
}

function joined(done: ByteRange[], next: ByteRange): ByteRange[] {
  const last = done.at(-1);
  if (!last || endOf(last) < next.atByte) return [...done, next];
  const lengthBytes = Math.max(endOf(last), endOf(next)) - last.atByte;
  return [...done.slice(0, -1), { atByte: last.atByte, lengthBytes }];
}
