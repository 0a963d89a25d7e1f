import type { TargetReport } from '../../contract/events/report.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import type { PlanTarget, WritePlan } from '../../contract/plan/plan.ts';
import type { Ending } from './job-context.ts';

/** A plan with several images as one plan for each image. */
export function partsOf(plan: WritePlan): WritePlan[] {
  const byImage = Map.groupBy(plan.targets, ({ image }) => image);
  return [...byImage].map(([image, targets]) => ({
    ...plan,
    source: image === undefined ? plan.source : { kind: 'image', path: image },
    targets,
  }));
}

export interface Part {
  readonly plan: WritePlan;
  readonly ending: Ending;
}

/** A part that could not even begin does not stop the others. */
export async function settled(work: Promise<Ending>, plan: WritePlan): Promise<Part> {
  const failed = (error: unknown): Ending => ({ report: {}, failure: asFailure(error), proved: false });
  return { plan, ending: await work.catch(failed) };
}

/** One report of all parts: the targets in the plan's order, the first failure, the plan's own image as the source. */
export function together(plan: WritePlan, parts: readonly Part[]): Ending {
  const reports = new Map(parts.flatMap(({ plan: part, ending }) => pairs(part, ending)));
  const targets = plan.targets.flatMap((target) => reports.get(target) ?? []);
  const failure = parts.find(({ ending }) => ending.failure)?.ending.failure;
  const own = parts.find(({ plan: part }) => part.source === plan.source)?.ending.report;
  const report = { ...own, targets, identical: false };
  return { report, proved: parts.every(({ ending }) => ending.proved), ...(failure && { failure }) };
}

function pairs(part: WritePlan, { report, failure }: Ending): [PlanTarget, TargetReport][] {
  return part.targets.map((target, index) => [target, report.targets?.[index] ?? untouched(target, failure)]);
}

function untouched({ path }: PlanTarget, failure: Ending['failure']): TargetReport {
  return {
    target: path.slice(path.lastIndexOf('/') + 1),
    path,
    ok: false,
    state: 'untouched',
    writtenBytes: 0,
    skippedBytes: 0,
    onMediaBytes: 0,
    verifiedBytes: 0,
    mismatches: [],
    ...(failure && { failure: { code: failure.code, facts: failure.facts } }),
  };
}
