import { basename } from 'node:path';
import type { JobFact } from '../../contract/events/events.ts';
import type { TargetReport } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { growingImage } from '../../read/rescue/growing-image.ts';
import type { ReadSums } from '../../read/rescue/read-sums.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import type { TreeHash } from '../../write/receipt/tree-hash.ts';
import { overTarget } from '../../write/targets/over-target.ts';
import type { LaneResult } from '../../write/transfer/mismatches.ts';
import { type TransferResult, transfer } from '../../write/transfer/transfer.ts';
import type { JobContext } from './job-context.ts';

export interface RescuedProof {
  readonly target: TargetReport;
  readonly failure?: Failure;
  readonly sha256?: string | undefined;
  readonly tree?: TreeHash | undefined;
  /** What was found of the others, in their order. */
  readonly others: readonly LaneResult[];
  /** Every byte was read by this run, and is in the image as it was read. */
  readonly isWhole: boolean;
}

interface Rescued {
  readonly plan: ReadPlan;
  readonly path: string;
  readonly image: Image;
  /** The other places it was read to, compared with it: closing them is for whoever opened them. */
  readonly others?: readonly Target[];
  /** What was read back came past the system's cache. */
  readonly uncached?: boolean;
  readonly map: RescueMap;
  readonly sums: ReadSums;
  /** What is missing is compared as the zeros it is. */
  readonly holes?: boolean;
  /** Of the image that was never to be read: what lies between sessions. */
  readonly givenBytes: number;
}

/** An image that is read back behind the reading of its medium. */
export interface RunningProof {
  /** More of it is there. */
  grew(): void;
  /** All of it is there: what is left is read back, and the verdict comes. */
  finish(): Promise<RescuedProof>;
  /** It is not needed any more. Resolves when nothing reads the image; never fails, however often it is called. */
  abandon(): Promise<void>;
}

/**
 * An image that is read from a medium is read back, hashed, and held against the sums of what was read. That begins at once, behind
 * the reading: what was just written is still in memory, and a disk does not have to give all of it a second time.
 */
export function beginProof(rescued: Rescued, context: JobContext): RunningProof {
  const { path, map, sums, plan, others = [] } = rescued;
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const image = growingImage(rescued.image, map, signal, rescued.holes);
  let isShown = false;
  let unshown: JobFact | undefined;
  const tell = (fact: JobFact): void => {
    if (isShown) context.onFact(asProof(fact));
    else if (fact.event === 'progress') unshown = fact;
  };
  const proving = transfer({
    ...context,
    signal,
    source: { ...image, passed: (bytes) => sums.passed(bytes) },
    targets: others.map(kept),
    write: false,
    verify: true,
    hash: true,
    tree: plan.receipt !== undefined,
    onFact: tell,
  });
  return {
    grew: () => image.grew(),
    async finish() {
      isShown = true;
      if (!rescued.uncached)
        context.onFact({ event: 'note', code: 'read-back-cached', target: basename(path) });
      context.onFact({ event: 'phase', phase: 'verify', totalBytes: map.sizeBytes });
      if (unshown) tell(unshown);
      image.grew();
      return verdict(rescued, await proving);
    },
    async abandon() {
      left.abort(new Failure('stopped', { by: 'person' }));
      await proving;
    },
  };
}

function verdict(
  { path, map, sums, givenBytes, uncached }: Rescued,
  { sha256, tree, failure, lanes }: TransferResult,
): RescuedProof {
  const { sizeBytes } = map;
  const target = basename(path);
  const [first] = sums.mismatches;
  const differs = first && new Failure('verify-mismatch', { target, ...first, badBytes: badBytes(sums) });
  const failed = failure ?? differs;
  const knownBytes = sums.provedBytes + givenBytes;
  const isWhole = knownBytes === sizeBytes;
  // What an earlier run read is compared with nothing.
  const state = knownBytes >= sizeBytes - map.missingBytes ? 'proved' : 'written';
  const report: TargetReport = {
    target,
    path,
    ok: failed === undefined,
    state: failed === undefined ? state : 'unfinished',
    writtenBytes: sizeBytes,
    skippedBytes: 0,
    onMediaBytes: sizeBytes,
    verifiedBytes: sums.provedBytes,
    mismatches: [...sums.mismatches],
    ...(!uncached && { cached: true }),
    ...(failed === undefined && sha256 !== undefined && { sha256 }),
  };
  return { target: report, others: lanes, isWhole, sha256, tree, ...(failed && { failure: failed }) };
}

/** The end of a comparison closes what was compared; these are not done yet. */
const kept = (target: Target): Target => overTarget(target, { abandon: async () => 'written' });

function badBytes({ mismatches }: ReadSums): number {
  return mismatches.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
}

/** To whoever follows it, this is the proof of what was read before. */
function asProof(fact: JobFact): JobFact {
  const isRead = (fact.event === 'phase' || fact.event === 'progress') && fact.phase === 'read';
  return isRead ? { ...fact, phase: 'verify' } : fact;
}
