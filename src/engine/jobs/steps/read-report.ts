import type { JobReport, MediumReport } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { endFailure } from '../../read/rescue/acquisition.ts';
import type { Acquired } from './acquire-medium.ts';
import type { JobContext } from './job-context.ts';

export function reportOf(
  { source: { path } }: ReadPlan,
  medium: MediumReport,
): Pick<JobReport, 'source' | 'medium'> {
  return { source: { path, sizeBytes: medium.sizeBytes }, medium };
}

interface FailedWith {
  /** Where the image with its holes is in the end. */
  readonly workPath?: string | undefined;
  readonly mapPath?: string | undefined;
  /** Of the output that took no more. */
  readonly lost?: Failure | undefined;
}

/** Undefined when every sector was read. */
export function failureOf(
  plan: ReadPlan,
  medium: Medium,
  { end, map }: Acquired,
  { signal }: JobContext,
  { workPath, mapPath = plan.map, lost }: FailedWith = {},
): Failure | undefined {
  const { path } = medium;
  if (end.why === 'output') {
    const error = Object.assign(new Error(end.errno), { code: end.errno });
    return lost ?? outputFailure(error, plan.output?.path ?? path);
  }
  if (map.missingBytes === 0) return undefined;
  if (end.why === 'stopped') return signal.reason instanceof Failure ? signal.reason : stoppedByPerson();
  const gone = endFailure(medium, end);
  if (gone) return gone;
  const { totals } = map;
  return new Failure('sectors-missing', {
    path,
    badBytes: map.missingBytes,
    places: [...map.missing()].length,
    untriedBytes: totals['?'] + totals['*'] + totals['/'],
    ...(plan.output && { output: plan.output.path, ...forceOf(plan.output, workPath) }),
    ...(workPath !== undefined && workPath !== plan.output?.path && { partial: workPath }),
    ...(mapPath !== undefined && { map: mapPath }),
  });
}

/** What the same command does to go on: `--force` lets an unfinished image take another's place, but has one that got its name read anew. */
function forceOf(
  { path, replace }: NonNullable<ReadPlan['output']>,
  workPath = path,
): { force?: 'needed' | 'not' } {
  if (!replace) return {};
  return { force: workPath === path ? 'not' : 'needed' };
}

const stoppedByPerson = (): Failure => new Failure('stopped', { by: 'person' });
