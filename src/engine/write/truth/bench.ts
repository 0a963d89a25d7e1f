import { overlap } from '../../bytes/ranges/ranges.ts';
import { asFailure, type Failure } from '../../contract/failure/failure.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import {
  forgetSaved,
  piecesThatDiffer,
  putBack,
  type SavedContent,
  saveContent,
} from '../undo/saved-content.ts';
import { fillPattern, judgeContent, type ProbeState } from './pattern.ts';

/** What a truth test works on and with. */
export interface TestBench {
  readonly target: Target;
  /** Path of the files that keep the drive's own content while a test has its bytes there, without ending. */
  readonly base: string;
  readonly seed: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** How one place answered. `refused`: the drive gave an error for the write, `unreadable`: for a read. */
export interface ProbeVerdict extends ByteRange {
  readonly state: ProbeState | 'refused' | 'unreadable';
  readonly writtenAtByte?: number;
}

/** One round: content saved, probes written and looked at, content put back. */
export interface Round<T> {
  readonly saw: T;
  readonly verdicts: readonly ProbeVerdict[];
  readonly slowestBytesPerSecond: number | undefined;
  /** Everything that the drive can hold is as it was before. */
  readonly restored: boolean;
}

/** A round that did not come to its end; says whether the drive is as it was. */
export class RoundBroken extends Error {
  readonly failure: Failure;
  readonly restored: boolean;

  constructor(cause: unknown, restored: boolean) {
    super('truth-test-broken-off', { cause });
    this.failure = asFailure(cause);
    this.restored = restored;
  }
}

/**
 * Writes probes over `ranges` (whole units, in order, apart from each other), lets `look` see them, and puts the old content back whatever happens. When the process
 * dies in between, the content is still in the bench's files (`putBackSaved`).
 *
 * @throws RoundBroken
 */
export async function withProbes<T>(
  bench: TestBench,
  ranges: readonly ByteRange[],
  look: (written: readonly ByteRange[]) => Promise<{ saw: T; verdicts: readonly ProbeVerdict[] }>,
): Promise<Round<T>> {
  const saved = await saveContent(bench.target, ranges, bench.base).catch((error) => {
    throw new RoundBroken(error, true);
  });
  try {
    const written = await writeProbes(bench, saved.pieces);
    const { saw, verdicts } = await look(written.pieces);
    const unreadable = saved.unreadable.map((range) => ({ ...range, state: 'unreadable' as const }));
    const all = [...verdicts, ...written.refused, ...unreadable];
    const restored = await restore(bench, saved, all);
    return { saw, verdicts: all, slowestBytesPerSecond: written.slowestBytesPerSecond, restored };
  } catch (error) {
    if (error instanceof RoundBroken) throw error;
    throw new RoundBroken(error, await restore(bench, saved, []));
  }
}

/** Reads places back and judges each. Errors of the drive for a place are a verdict too. */
export async function lookAt(bench: TestBench, places: readonly ByteRange[]): Promise<ProbeVerdict[]> {
  const longest = Math.max(0, ...places.map(({ lengthBytes }) => lengthBytes));
  const [readMemory, expected] = [alignedBytes(longest), new Uint8Array(longest)];
  const verdicts: ProbeVerdict[] = [];
  for (const place of places) {
    bench.signal.throwIfAborted();
    const read = readMemory.subarray(0, place.lengthBytes);
    verdicts.push({ ...place, ...(await lookAtOne(bench, place, read, expected)) });
  }
  return verdicts;
}

async function lookAtOne(
  { target, seed }: TestBench,
  { atByte, lengthBytes }: ByteRange,
  read: Uint8Array,
  expected: Uint8Array,
): Promise<Pick<ProbeVerdict, 'state' | 'writtenAtByte'>> {
  const answered = await answers(target.read(atByte, read), 'target-read-failed');
  return answered
    ? judgeContent(read, atByte, seed, expected.subarray(0, lengthBytes))
    : { state: 'unreadable' };
}

interface Written {
  readonly pieces: readonly ByteRange[];
  readonly refused: readonly ProbeVerdict[];
  readonly slowestBytesPerSecond: number | undefined;
}

/** Pieces large enough to say something of the speed. */
const TIMED_BYTES = 256 << 10;

/** The highest place first: what a drive keeps in its cache last is the stretch at the beginning. */
async function writeProbes(
  { target, seed, clock, signal }: TestBench,
  places: readonly ByteRange[],
): Promise<Written> {
  const memory = alignedBytes(Math.max(0, ...places.map(({ lengthBytes }) => lengthBytes)));
  const refused: ProbeVerdict[] = [];
  const pieces: ByteRange[] = [];
  const rates: number[] = [];
  for (const { atByte, lengthBytes } of places.toReversed()) {
    signal.throwIfAborted();
    const bytes = memory.subarray(0, lengthBytes);
    fillPattern(bytes, atByte, seed);
    const beganAtMs = clock.nowMs();
    const taken = await answers(target.write(atByte, bytes), 'target-write-failed');
    const tookMs = Math.max(1, clock.nowMs() - beganAtMs);
    if (taken) pieces.push({ atByte, lengthBytes });
    else refused.push({ atByte, lengthBytes, state: 'refused' });
    if (taken && lengthBytes >= TIMED_BYTES) rates.push((lengthBytes * 1000) / tookMs);
  }
  await target.flush();
  return { pieces, refused, slowestBytesPerSecond: rates.length > 0 ? Math.min(...rates) : undefined };
}

/** False for the one failure that is an answer of the drive about this place. */
async function answers(
  work: Promise<void>,
  refusal: 'target-read-failed' | 'target-write-failed',
): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (asFailure(error).code === refusal) return false;
    throw error;
  }
}

/** What the drive never held cannot be put back, and is not missing. */
async function restore(
  { target, base }: TestBench,
  saved: SavedContent,
  verdicts: readonly ProbeVerdict[],
): Promise<boolean> {
  try {
    const bad = verdicts.filter(({ state }) => state !== 'kept');
    await putBackWhatGoes(target, saved, verdicts);
    const missing = (await piecesThatDiffer(target, saved)).filter(
      (piece) => !bad.some((range) => overlap(range, piece)),
    );
    if (missing.length === 0) await forgetSaved(base);
    return missing.length === 0;
  } catch {
    return false;
  }
}

/** Places that refused the probe were not changed, and would refuse their own content too. */
async function putBackWhatGoes(
  target: Target,
  saved: SavedContent,
  verdicts: readonly ProbeVerdict[],
): Promise<void> {
  const skip = verdicts.filter(({ state }) => state === 'refused');
  const pieces = saved.pieces.filter((piece) => !skip.some((range) => overlap(range, piece)));
  await putBack(target, { ...saved, pieces });
}
