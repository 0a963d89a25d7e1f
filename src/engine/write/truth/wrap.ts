import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import type { ProbeVerdict, TestBench } from './bench.ts';
import { placeWritten, SECTOR_BYTES } from './pattern.ts';
import { powersOfTwo, shuffled, unitOf } from './places.ts';

/** A drive that wraps shows the marks of its beginning again behind its real end. */
export interface WrapScan {
  /** The real size, when copies of the marks were found. */
  readonly wrapBytes?: number;
  /** Which share of all real sizes it could have was looked for, 0 to 1. */
  readonly share: number;
}

const SCAN_LIMIT_MS = 3000;
const READS_IN_FLIGHT = 4;

/**
 * Looks for copies of the marked zone. Only reads: a look each zone length finds every size a drive can wrap at;
 * powers of two are looked for first, and after some seconds what was seen must do.
 */
export async function scanForCopies(
  bench: TestBench,
  zone: ByteRange,
  verdicts: readonly ProbeVerdict[],
): Promise<WrapScan> {
  const seen = verdicts.find(({ state }) => state === 'elsewhere');
  const known = seen && Math.abs(seen.atByte - (seen.writtenAtByte ?? seen.atByte));
  if (known) return { wrapBytes: await smallestWrap(bench, zone, known), share: 1 };
  // A drive that loses places was found out already.
  if (verdicts.some(({ state }) => state === 'lost')) return { share: 1 };
  const places = scanPlaces(bench, zone);
  const { distance, looked } = await firstCopy(bench, places);
  const share = places.length === 0 ? 1 : looked / places.length;
  return distance === undefined ? { share } : { wrapBytes: await smallestWrap(bench, zone, distance), share };
}

function scanPlaces({ target, seed }: TestBench, zone: ByteRange): number[] {
  const unit = unitOf(target.blockBytes);
  const step = Math.max(unit, zone.lengthBytes - unit);
  const last = target.capacityBytes - (target.capacityBytes % unit) - unit;
  const steps = Array.from(
    { length: Math.max(0, Math.ceil((last - zone.lengthBytes) / step)) },
    (_, index) => zone.lengthBytes + index * step,
  );
  const twos = powersOfTwo(target.capacityBytes).filter((at) => at >= zone.lengthBytes && at <= last);
  return [...twos, ...shuffled(steps, seed), last].filter((at) => at > 0);
}

async function firstCopy(
  bench: TestBench,
  places: readonly number[],
): Promise<{ distance?: number; looked: number }> {
  const untilMs = bench.clock.nowMs() + SCAN_LIMIT_MS;
  let next = 0;
  let distance: number | undefined;
  const reader = async (): Promise<void> => {
    const into = pageFor(bench);
    while (distance === undefined && next < places.length && bench.clock.nowMs() < untilMs) {
      bench.signal.throwIfAborted();
      const found = await copyAt(bench, places[next++] ?? 0, into);
      distance ??= found;
    }
  };
  await Promise.all(Array.from({ length: READS_IN_FLIGHT }, reader));
  return distance === undefined ? { looked: next } : { distance, looked: next };
}

/** How far away the content that is read here was written; undefined when it is no mark, or its own. */
async function copyAt(
  { target, seed }: TestBench,
  atByte: number,
  into: Uint8Array,
): Promise<number | undefined> {
  const failed = await target.read(atByte, into).then(
    () => false,
    () => true,
  );
  if (failed) return undefined;
  const place = placeWritten(into, seed);
  return place === undefined || place === atByte ? undefined : Math.abs(atByte - place);
}

/** Copies lie one, two, three… real sizes apart: the smallest divisor that shows them too is the size. */
async function smallestWrap(bench: TestBench, zone: ByteRange, distance: number): Promise<number> {
  const unit = unitOf(bench.target.blockBytes);
  const into = pageFor(bench);
  for (const sectors of divisorsOf(distance / SECTOR_BYTES)) {
    const size = sectors * SECTOR_BYTES;
    const atByte = Math.ceil(size / unit) * unit;
    const isPossible = size >= zone.lengthBytes && size < distance;
    if (isPossible && (await copyAt(bench, atByte, into)) === size) return size;
  }
  return distance;
}

/** In order. */
export function divisorsOf(number: number): number[] {
  const small: number[] = [];
  for (let divisor = 1; divisor * divisor <= number; divisor++)
    if (number % divisor === 0) small.push(divisor);
  const large = small.toReversed().map((divisor) => number / divisor);
  return [...new Set([...small, ...large])];
}

function pageFor({ target }: TestBench): Uint8Array {
  const unit = unitOf(target.blockBytes);
  return alignedBytes(unit);
}
