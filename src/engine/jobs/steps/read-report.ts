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
  /** Where the image with its holes is. */
  readonly imagePath?: string | undefined;
  readonly mapPath?: string | undefined;
  /** Of the output that took no more. */
  readonly lost?: Failure | undefined;
}

/** Undefined when every sector was read. */
export function failureOf(
  plan: ReadPlan,
  { path }: Medium,
  { end, map }: Acquired,
  { signal }: JobContext,
  { imagePath = plan.output?.path, mapPath = plan.map, lost }: FailedWith = {},
): Failure | undefined {
  if (end.why === 'output') {
    const error = Object.assign(new Error(end.errno), { code: end.errno });
    return lost ?? outputFailure(error, plan.output?.path ?? path);
  }
  if (map.missingBytes === 0) return undefined;
  if (end.why === 'stopped') return signal.reason instanceof Failure ? signal.reason : stoppedByPerson();
  const gone = endFailure(path, end);
  if (gone) return gone;
  const { totals } = map;
  return new Failure('sectors-missing', {
    path,
    badBytes: map.missingBytes,
    places: [...map.missing()].length,
    untriedBytes: totals['?'] + totals['*'] + totals['/'],
    ...(plan.output && imagePath && { output: imagePath }),
    ...(mapPath !== undefined && { map: mapPath }),
  });
}

const stoppedByPerson = (): Failure => new Failure('stopped', { by: 'person' });
