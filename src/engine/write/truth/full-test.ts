import { piecesOf } from '../../bytes/ranges/ranges.ts';
import { isFailure } from '../../contract/failure/failure.ts';
import { only } from '../../contract/failure/present.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import type { Gate } from '../transfer/gate.ts';
import { lookAt, type ProbeVerdict, type TestBench } from './bench.ts';
import { badRanges, edgeOfFinding, joinedRanges, type TruthFinding } from './finding.ts';
import { fillPattern } from './pattern.ts';
import { unitOf } from './places.ts';

const PIECE_BYTES = 1 << 20;
/** Bad places are told apart to this; smaller steps take long on a drive that retries each. */
const FINE_BYTES = 64 << 10;
/** A drive that is bad everywhere needs no longer list. */
const LISTED_AT_MOST = 1000;
const IN_FLIGHT = 4;

export interface FullTestBench extends TestBench {
  readonly gate: Gate;
  /** Bytes written and read so far, of twice the capacity. */
  readonly onProgress: (doneBytes: number) => void;
}

/**
 * Writes and reads the whole surface. What was on the drive is gone afterwards.
 *
 * @throws Failure of the drive as a whole, `stopped`
 */
export async function fullTest(bench: FullTestBench): Promise<TruthFinding> {
  const { target } = bench;
  const unit = unitOf(target.blockBytes);
  const surface = { atByte: 0, lengthBytes: target.capacityBytes - (target.capacityBytes % unit) };
  const written = await writeSurface(bench, surface);
  await target.flush();
  const verdicts = [...(await readSurface(bench, surface)), ...written.refused];
  const edge = edgeOfFinding(verdicts);
  return {
    test: 'full',
    target: target.name,
    claimedBytes: target.capacityBytes,
    verdicts: joinedRanges(verdicts).length > 0 ? joinedRanges(verdicts) : [{ ...surface, state: 'kept' }],
    wrapBytes: wrapOf(verdicts),
    endByte: edge?.lost.atByte,
    slowestBytesPerSecond: written.slowestBytesPerSecond,
    wrapShare: 1,
    restored: false,
  };
}

/** With every byte written in order, the last copy of a place wins: it lies a whole number of real sizes behind. */
function wrapOf(verdicts: readonly ProbeVerdict[]): number | undefined {
  const moved = badRanges(verdicts).find(({ state }) => state === 'elsewhere');
  if (moved?.writtenAtByte === undefined) return undefined;
  // The first place that still shows its own bytes is where the last lap over the drive began.
  const distance = Math.abs(moved.writtenAtByte - moved.atByte);
  const laps = verdicts.filter(({ state }) => state === 'elsewhere');
  const distances = laps.map((lap) => Math.abs((lap.writtenAtByte ?? 0) - lap.atByte));
  return distances.reduce(greatestCommonDivisor, distance);
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}

async function writeSurface(bench: FullTestBench, surface: ByteRange) {
  const refused: ProbeVerdict[] = [];
  let slowestBytesPerSecond = Number.POSITIVE_INFINITY;
  let doneBytes = 0;
  await overSurface(bench, surface, async (piece, bytes) => {
    fillPattern(bytes, piece.atByte, bench.seed);
    const beganAtMs = bench.clock.nowMs();
    refused.push(...(await writeOrRefuse(bench, piece, bytes)));
    const tookMs = Math.max(1, bench.clock.nowMs() - beganAtMs);
    slowestBytesPerSecond = Math.min(slowestBytesPerSecond, (IN_FLIGHT * bytes.length * 1000) / tookMs);
    doneBytes += bytes.length;
    bench.onProgress(doneBytes);
  });
  return { refused: refused.slice(0, LISTED_AT_MOST), slowestBytesPerSecond };
}

async function writeOrRefuse(
  { target }: TestBench,
  piece: ByteRange,
  bytes: Uint8Array,
): Promise<ProbeVerdict[]> {
  try {
    await target.write(piece.atByte, bytes);
    return [];
  } catch (error) {
    if (!isFailure(error, 'target-write-failed')) throw error;
    return [{ ...piece, state: 'refused' }];
  }
}

/** Only what is not kept is looked at closely and listed; one verdict stands for all the rest. */
async function readSurface(bench: FullTestBench, surface: ByteRange): Promise<ProbeVerdict[]> {
  const verdicts: ProbeVerdict[] = [];
  let doneBytes = surface.lengthBytes;
  let badPieces = 0;
  await overSurface(bench, surface, async (piece) => {
    const whole = only(await lookAt(bench, [piece]));
    const isBad = whole.state !== 'kept';
    if (isBad && ++badPieces <= LISTED_AT_MOST)
      verdicts.push(...(await lookAt(bench, [...piecesOf([piece], FINE_BYTES)])));
    else verdicts.push(whole);
    doneBytes += piece.lengthBytes;
    bench.onProgress(doneBytes);
  });
  return joined(verdicts);
}

/** Kept neighbours become one verdict, so that a terabyte is a short list. */
function joined(verdicts: readonly ProbeVerdict[]): ProbeVerdict[] {
  const inOrder = verdicts.toSorted((left, right) => left.atByte - right.atByte);
  const short: ProbeVerdict[] = [];
  for (const verdict of inOrder) {
    const last = short.at(-1);
    if (last?.state === 'kept' && verdict.state === 'kept')
      short[short.length - 1] = { ...last, lengthBytes: last.lengthBytes + verdict.lengthBytes };
    else short.push(verdict);
  }
  return short;
}

async function overSurface(
  { gate, signal }: FullTestBench,
  surface: ByteRange,
  work: (piece: ByteRange, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const pieces = piecesOf([surface], PIECE_BYTES);
  const worker = async (): Promise<void> => {
    const memory = alignedBytes(PIECE_BYTES);
    for (const piece of pieces) {
      await gate.pass(signal);
      signal.throwIfAborted();
      await work(piece, memory.subarray(0, piece.lengthBytes));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}
