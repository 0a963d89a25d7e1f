import { endOf } from '../../bytes/ranges/ranges.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { ProbeVerdict } from './bench.ts';
import { edgeOf } from './end-of-drive.ts';

/** What a truth test saw; plain facts. */
export interface TruthFinding {
  readonly test: 'quick' | 'full';
  readonly target: string;
  readonly claimedBytes: number;
  readonly verdicts: readonly ProbeVerdict[];
  /** The real size of a drive that begins again behind its end. */
  readonly wrapBytes?: number | undefined;
  /** The first byte that is not kept, when everything before it was. */
  readonly endByte?: number | undefined;
  readonly slowestBytesPerSecond?: number | undefined;
  /** Share of the sizes a drive can wrap at that was looked for. */
  readonly wrapShare: number;
  /** The drive's content is as it was before. */
  readonly restored: boolean;
}

/**
 * What the evidence allows to be said: undefined for a drive that kept everything. Lost from one place on to the end,
 * or copies of its beginning: it is smaller than it says. Anything else: it cannot be trusted, and no more is known.
 */
export function failureOfFinding(finding: TruthFinding): Failure | undefined {
  const { test, target, claimedBytes, restored, wrapBytes, endByte } = finding;
  const bad = badRanges(finding.verdicts);
  const evidence = { test, target, restored, probes: finding.verdicts.length, badProbes: bad.length };
  if (wrapBytes !== undefined)
    return new Failure('capacity-false', {
      ...evidence,
      claimedBytes,
      realBytes: wrapBytes,
      behaviour: 'wraps',
    });
  const [first] = bad;
  const isLeftOver = test === 'quick' && !restored;
  if (!first)
    return isLeftOver ? new Failure('drive-unreliable', { ...evidence, badProbes: 1, atByte: 0 }) : undefined;
  const behaviour = bad.some(({ state }) => state === 'refused') ? 'refuses' : 'drops';
  if (endByte !== undefined && endByte > 0)
    return new Failure('capacity-false', { ...evidence, claimedBytes, realBytes: endByte, behaviour });
  return new Failure('drive-unreliable', { ...evidence, atByte: first.atByte });
}

/** A kept place and a lost one with nothing but kept before and nothing but lost behind; undefined when mixed. */
export function edgeOfFinding(
  verdicts: readonly ProbeVerdict[],
): { kept: ByteRange; lost: ByteRange } | undefined {
  const edge = edgeOf(verdicts);
  return edge?.lastKept && edge.firstLost ? { kept: edge.lastKept, lost: edge.firstLost } : undefined;
}

/** Places that did not keep their bytes, in order. */
export function badRanges(verdicts: readonly ProbeVerdict[]): ProbeVerdict[] {
  return verdicts
    .filter(({ state }) => state !== 'kept')
    .toSorted((left, right) => left.atByte - right.atByte);
}

/** Neighbours of the same kind become one, for lists that people read. */
export function joinedRanges(verdicts: readonly ProbeVerdict[]): ProbeVerdict[] {
  const joined: ProbeVerdict[] = [];
  for (const range of badRanges(verdicts)) {
    const last = joined.at(-1);
    if (last?.state === range.state && endOf(last) === range.atByte)
      joined[joined.length - 1] = { ...last, lengthBytes: last.lengthBytes + range.lengthBytes };
    else joined.push(range);
  }
  return joined;
}
