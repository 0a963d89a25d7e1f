import { lookAt, type Round, type TestBench, withProbes } from './bench.ts';
import { findEnd } from './end-of-drive.ts';
import { edgeOfFinding, type TruthFinding } from './finding.ts';
import { PROBE_BYTES, probePlaces, shuffled } from './places.ts';
import { scanForCopies, type WrapScan } from './wrap.ts';

/** Smaller than this and there is nothing to lie about. */
const SMALLEST_DRIVE_BYTES = 64 * PROBE_BYTES;

/**
 * Asks a drive in seconds whether it holds what it says: probes all over it, read back in another order after the
 * drive's cache was filled with other things, and a look for copies of its beginning. Its content is put back.
 *
 * @throws RoundBroken when the drive or the person ended it
 */
export async function quickTest(bench: TestBench): Promise<TruthFinding> {
  const { capacityBytes, blockBytes } = bench.target;
  const { zone, probes } = probePlaces(capacityBytes, blockBytes, bench.seed);
  if (capacityBytes < SMALLEST_DRIVE_BYTES) return findingOf(bench, nothingSeen);
  const round = await withProbes(bench, [zone, ...probes], async (written) => {
    const verdicts = await lookAt(bench, shuffled(written, bench.seed));
    return { saw: await scanForCopies(bench, zone, verdicts), verdicts };
  });
  const finding = findingOf(bench, round);
  const edge = finding.wrapBytes === undefined ? edgeOfFinding(round.verdicts) : undefined;
  // The next round would need the files that still keep what this one could not put back.
  if (!edge || !round.restored) return finding;
  const { endByte, restored } = await findEnd(bench, edge.kept, edge.lost);
  return { ...finding, endByte, restored: finding.restored && restored };
}

const nothingSeen: Round<WrapScan> = {
  saw: { share: 1 },
  verdicts: [],
  slowestBytesPerSecond: undefined,
  restored: true,
};

function findingOf({ target }: TestBench, round: Round<WrapScan>): TruthFinding {
  return {
    test: 'quick',
    target: target.name,
    claimedBytes: target.capacityBytes,
    verdicts: round.verdicts,
    wrapBytes: round.saw.wrapBytes,
    wrapShare: round.saw.share,
    slowestBytesPerSecond: round.slowestBytesPerSecond,
    restored: round.restored,
  };
}
