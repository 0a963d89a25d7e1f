import { endOf } from '../../bytes/ranges/ranges.ts';
import { present } from '../../contract/failure/present.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { lookAt, type ProbeVerdict, type TestBench, withProbes } from './bench.ts';
import { shuffled, unitOf } from './places.ts';

/** Places between two known ones in each round. */
const PLACES = 15;
const ROUNDS = 14;
/** Written with every round, so that a drive's cache does not hold the probes. */
const FILLER_BYTES = 1 << 20;

/**
 * Finds where a drive stops keeping what is written, between a place that was kept and one that was not, to a page.
 *
 * @returns the first byte that is not kept; undefined when kept and lost places take turns
 */
export async function findEnd(
  bench: TestBench,
  kept: ByteRange,
  lost: ByteRange,
): Promise<{ endByte: number | undefined; restored: boolean }> {
  let [fromByte, toByte] = [endOf(kept), lost.atByte];
  let restored = true;
  for (let round = 0; round < ROUNDS && fromByte < toByte; round++) {
    const places = between(fromByte, toByte, unitOf(bench.target.blockBytes));
    const seen = await askRound(bench, places);
    restored &&= seen.restored;
    const edge = edgeOf(
      seen.verdicts.filter(({ atByte }) => places.some((place) => place.atByte === atByte)),
    );
    if (!edge || !restored) return { endByte: undefined, restored };
    fromByte = edge.lastKept === undefined ? fromByte : endOf(edge.lastKept);
    toByte = edge.firstLost?.atByte ?? toByte;
  }
  return { endByte: toByte, restored };
}

async function askRound(bench: TestBench, places: readonly ByteRange[]) {
  const filler = { atByte: 0, lengthBytes: Math.min(FILLER_BYTES, places[0]?.atByte ?? 0) };
  return withProbes(bench, [filler, ...places], async (written) => ({
    saw: undefined,
    verdicts: await lookAt(bench, shuffled(written, bench.seed)),
  }));
}

/** Single pages, apart from each other where there is room, so that each is judged by itself. */
function between(fromByte: number, toByte: number, unit: number): ByteRange[] {
  const units = (toByte - fromByte) / unit;
  const count = Math.min(PLACES, units);
  const places = Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * units) / count));
  return [...new Set(places)].map((place) => ({ atByte: fromByte + place * unit, lengthBytes: unit }));
}

export interface Edge {
  readonly lastKept?: ProbeVerdict;
  readonly firstLost?: ProbeVerdict;
}

/** Where kept ends and lost begins; undefined when they are mixed. */
export function edgeOf(verdicts: readonly ProbeVerdict[]): Edge | undefined {
  const inOrder = verdicts.toSorted((left, right) => left.atByte - right.atByte);
  const first = inOrder.findIndex(({ state }) => state !== 'kept');
  if (first < 0) return inOrder.length > 0 ? { lastKept: present(inOrder.at(-1)) } : {};
  if (inOrder.slice(first).some(({ state }) => state === 'kept')) return undefined;
  return { ...(first > 0 && { lastKept: present(inOrder[first - 1]) }), firstLost: present(inOrder[first]) };
}
