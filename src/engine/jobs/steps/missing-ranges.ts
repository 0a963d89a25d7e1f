import type { MissingRange } from '../../contract/events/report.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';

/**
 * What was not read, in order: what is bad for sure apart from what was never tried to its end. Neighbours of one kind are one range.
 *
 * @param most so many ranges are returned; the others are counted
 */
export function missingRanges(
  map: RescueMap,
  most: number,
): { readonly ranges: MissingRange[]; readonly more: number } {
  const ranges: MissingRange[] = [];
  let more = 0;
  for (const { atByte, endByte, untried } of stretches(map)) {
    if (ranges.length >= most) more++;
    else ranges.push({ atByte, lengthBytes: endByte - atByte, files: [], ...(untried && { untried: true }) });
  }
  return { ranges, more };
}

interface Stretch {
  readonly atByte: number;
  readonly endByte: number;
  readonly untried: boolean;
}

function* stretches(map: RescueMap): Generator<Stretch> {
  let last: Stretch | undefined;
  for (const { atByte, endByte, state } of map.ranges()) {
    if (state === '+') continue;
    const untried = state !== '-';
    if (last?.untried === untried && last.endByte === atByte) last = { ...last, endByte };
    else {
      if (last) yield last;
      last = { atByte, endByte, untried };
    }
  }
  if (last) yield last;
}
