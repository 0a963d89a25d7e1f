import type { TargetReport } from '../../contract/events/report.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { LaneResult } from '../../write/transfer/mismatches.ts';

/** What a transfer says of one target, joined with the plan's words for it. */
export function targetReport(
  { lane, mismatches }: LaneResult,
  planned: PlanTarget | { readonly path: string },
  sha256: string | undefined,
): TargetReport {
  const proved = lane.state === 'proved';
  const serial = 'expect' in planned ? planned.expect.serial : undefined;
  return {
    target: lane.target.name,
    path: planned.path,
    ok: lane.isFinished && lane.failure === undefined,
    state: lane.state,
    writtenBytes: lane.writtenBytes,
    skippedBytes: lane.skippedBytes,
    onMediaBytes: lane.onMediaBytes,
    verifiedBytes: lane.needs?.bytesBefore(lane.verifiedBytes) ?? lane.verifiedBytes,
    ...(lane.needs && { mappedBytes: lane.needs.bytesBefore(Number.MAX_SAFE_INTEGER) }),
    mismatches: mismatches.list,
    ...(!lane.target.uncached && lane.verifiedBytes > 0 && { cached: true }),
    ...(mismatches.repaired.length > 0 && { repaired: mismatches.repaired }),
    // Where only a part of the image must be on the target, its hash says nothing about it.
    ...(proved && !lane.needs && sha256 !== undefined && { sha256 }),
    ...(serial && { serial }),
    ...('image' in planned && planned.image !== undefined && { image: planned.image }),
    ...(lane.failure && { failure: { code: lane.failure.code, facts: lane.failure.facts } }),
  };
}
