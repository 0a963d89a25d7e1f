import { basename } from 'node:path';
import type { TargetReport } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Target } from '../../contract/ports/target.ts';
import { readAt } from '../../host/files/positional-io.ts';
import type { ReadSums } from '../../read/rescue/read-sums.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import type { LaneResult } from '../../write/transfer/mismatches.ts';
import type { OpenSinks } from './begin-sinks.ts';
import type { DriveSink } from './drive-sinks.ts';
import { targetImage } from './end-drives.ts';
import { fdImage } from './fd-image.ts';
import type { FileSink } from './file-sinks.ts';
import type { JobContext } from './job-context.ts';
import { beginProof, type RescuedProof } from './prove-rescued.ts';

type AnySink = FileSink | DriveSink;

interface ToProve {
  readonly plan: ReadPlan;
  readonly open: OpenSinks;
  /** Drives as they are to be compared. */
  readonly ended: ReadonlyMap<DriveSink, Target>;
  readonly map: RescueMap;
  readonly sums: ReadSums;
  readonly givenBytes: number;
}

export interface ProvedSinks extends Pick<RescuedProof, 'sha256' | 'tree' | 'isWhole'> {
  /** Of all of them, in the plan's order. */
  readonly targets: readonly TargetReport[];
  readonly failure?: Failure | undefined;
}

/**
 * Everything that was read to is read back: the first against the sums of what was read, the others beside it, byte by byte. What
 * differs, or cannot be read back, fails alone.
 */
export async function proveSinks(to: ToProve, context: JobContext): Promise<ProvedSinks> {
  const { open, sums } = to;
  const all: readonly AnySink[] = [...open.files, ...open.drives];
  const sound = all.filter((sink) => open.sinks.isSound(sink));
  const [first, ...others] = sound;
  if (!first) return { targets: all.map((sink) => lostReport(sink, to)), isWhole: false };
  const again = sums.copy();
  const proof = await proofOf(first, others, to, context);
  const { sha256, failure } = proof;
  const { state } = proof.target;
  // Of the rest it says nothing: the next one is held against the sums.
  if (failure) open.sinks.fail(first, failure);
  const isRepeated = failure !== undefined && others.length > 0 && !context.signal.aborted;
  const rest = isRepeated ? await proveSinks({ ...to, sums: again }, context) : undefined;
  const reports = new Map<string, TargetReport>(rest?.targets.map((target) => [target.path, target]));
  reports.set(first.path, proof.target);
  if (!rest)
    for (const [index, sink] of others.entries()) {
      const result = proof.others[index];
      const lost = result?.lane.failure ?? failure;
      if (lost) open.sinks.fail(sink, lost);
      if (result)
        reports.set(sink.path, reportOf(sink, result, { sizeBytes: to.map.sizeBytes, sha256, open, state }));
    }
  const targets = all.map((sink) => withSerial(sink, reports.get(sink.path) ?? lostReport(sink, to)));
  if (rest) return { ...rest, targets };
  return { ...proof, targets, failure };
}

/** One of them, with the others beside it. */
function proofOf(
  first: AnySink,
  others: readonly AnySink[],
  to: ToProve,
  context: JobContext,
): Promise<RescuedProof> {
  const { map, sums, plan, givenBytes } = to;
  const { path } = first;
  const image =
    first.kind === 'file'
      ? fdImage(first.output.fd, first.workPath, map.sizeBytes)
      : targetImage(targetOf(first, to), path, map.sizeBytes);
  const uncached = first.kind === 'drive' && first.target.uncached;
  const compared = {
    others: others.map((sink) => targetOf(sink, to)),
    uncached,
    holes: map.missingBytes > 0,
  };
  return beginProof({ plan, path, image, map, sums, givenBytes, ...compared }, context).finish();
}

function targetOf(sink: AnySink, { ended, map }: ToProve): Target {
  return sink.kind === 'drive' ? (ended.get(sink) ?? sink.target) : fileTarget(sink, map.sizeBytes);
}

/** A file that is only compared. */
function fileTarget({ path, output }: FileSink, capacityBytes: number): Target {
  const misuse = async (): Promise<never> => {
    throw new Failure('internal', { problem: `${path}: open-for-reading` });
  };
  return {
    name: basename(path),
    capacityBytes,
    blockBytes: 1,
    headBytes: 0,
    uncached: false,
    write: misuse,
    flush: () => output.sync(),
    async read(atByte, into) {
      const got = await readAt(output.fd, into, atByte);
      into.fill(0, got);
    },
    finish: misuse,
    abandon: async () => 'written',
  };
}

interface ReportOf {
  readonly sizeBytes: number;
  readonly sha256: string | undefined;
  readonly open: OpenSinks;
  /** Of the first of them, with which it is compared. */
  readonly state: TargetReport['state'];
}

function reportOf(
  sink: AnySink,
  { lane, mismatches }: LaneResult,
  { sizeBytes, sha256, open, state }: ReportOf,
): TargetReport {
  const failure = open.sinks.failureOf(sink);
  return {
    target: sink.kind === 'drive' ? sink.target.name : basename(sink.path),
    path: sink.path,
    ok: failure === undefined,
    state: failure === undefined ? state : 'unfinished',
    writtenBytes: sizeBytes,
    skippedBytes: 0,
    onMediaBytes: sizeBytes,
    verifiedBytes: lane.verifiedBytes,
    mismatches: mismatches.list,
    ...(!lane.target.uncached && { cached: true as const }),
    ...(failure === undefined && sha256 !== undefined && { sha256 }),
    ...(failure && { failure: { code: failure.code, facts: failure.facts } }),
  };
}

/** Of one that took no more, or could not be finished. */
export function lostReport(sink: AnySink, { open, map }: Pick<ToProve, 'open' | 'map'>): TargetReport {
  const failure = open.sinks.failureOf(sink);
  const isUntouched = sink.kind === 'drive' && sink.hand.fd < 0;
  const base = {
    target: sink.kind === 'drive' ? sink.target.name : basename(sink.path),
    path: sink.path,
    ok: false,
    state: isUntouched ? ('untouched' as const) : ('unfinished' as const),
    writtenBytes: failure === undefined ? map.totals['+'] : 0,
    skippedBytes: 0,
    onMediaBytes: 0,
    verifiedBytes: 0,
    mismatches: [],
  };
  return withSerial(sink, {
    ...base,
    ...(failure && { failure: { code: failure.code, facts: failure.facts } }),
  });
}

function withSerial(sink: AnySink, report: TargetReport): TargetReport {
  const serial = sink.kind === 'drive' && 'expect' in sink.planned ? sink.planned.expect.serial : undefined;
  return { ...report, ...(serial && { serial }) };
}
