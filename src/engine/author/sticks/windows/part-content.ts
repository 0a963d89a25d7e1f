import type { WimPart } from '../../../bytes/formats/wim/split.ts';
import { present } from '../../../contract/failure/present.ts';
import type { MadeContent } from '../../content/file-source.ts';

/** A stretch of a file, and the memory that it is to fill. */
export interface Wanted {
  readonly atByte: number;
  readonly into: Uint8Array;
}

/** Reads a part of a split WIM: most of it from the WIM, at once for all stretches that are asked for. */
export function partContent(
  part: WimPart,
  readWim: (wanted: readonly Wanted[]) => Promise<void>,
): MadeContent {
  const tailByte = part.sizeBytes - part.tail.length;
  return {
    async read(atByte, into) {
      fill({ atByte, into }, 0, part.head);
      fill({ atByte, into }, tailByte, part.tail);
      const wanted = wantedOf(part, atByte, into);
      if (wanted.length > 0) await readWim(wanted);
    },
  };
}

function fill({ atByte, into }: Wanted, startByte: number, bytes: Uint8Array): void {
  const from = Math.max(atByte, startByte);
  const to = Math.min(atByte + into.length, startByte + bytes.length);
  if (from < to) into.set(bytes.subarray(from - startByte, to - startByte), from - atByte);
}

function wantedOf({ fromByte, atByte: starts }: WimPart, atByte: number, into: Uint8Array): Wanted[] {
  const endByte = atByte + into.length;
  const wanted: Wanted[] = [];
  for (let i = stretchAt(starts, atByte); i < fromByte.length && present(starts[i]) < endByte; i++) {
    const startByte = present(starts[i]);
    const from = Math.max(atByte, startByte);
    const to = Math.min(endByte, present(starts[i + 1]));
    if (from < to)
      wanted.push({
        atByte: present(fromByte[i]) + from - startByte,
        into: into.subarray(from - atByte, to - atByte),
      });
  }
  return wanted;
}

/** The last stretch that begins at or before a place, else the first. */
function stretchAt(starts: Float64Array, atByte: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (present(starts[middle]) <= atByte) low = middle;
    else high = middle - 1;
  }
  return low;
}
