import type { PlanTarget } from '../engine/contract/plan/plan.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';

/**
 * A drive in a plan: what was seen of it, for the job to compare with what it opens. That a drive has no serial is seen
 * of it too: another one that has one is refused.
 */
export function driveTarget(
  { path, sizeBytes, serial, deviceNumber, diskSequence }: Drive,
  { unmount = false }: { readonly unmount?: boolean } = {},
): PlanTarget {
  return {
    kind: 'drive',
    path,
    expect: {
      sizeBytes,
      serial,
      ...(deviceNumber !== undefined && { deviceNumber }),
      ...(diskSequence !== undefined && { diskSequence }),
    },
    ...(unmount && { unmount: true }),
  };
}
