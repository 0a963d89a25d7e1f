import type { ExpectedDisc } from '../engine/contract/plan/disc.ts';
import type { PlanTarget } from '../engine/contract/plan/plan.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';
import type { AskedSource } from './task.ts';

/**
 * A drive in a plan: what was seen of it, for the job to compare with what it opens. That a drive has no serial is seen
 * of it too: another one that has one is refused.
 */
export function driveTarget(
  drive: Drive,
  { unmount = false }: { readonly unmount?: boolean } = {},
): PlanTarget {
  return { kind: 'drive', path: drive.path, expect: seenOf(drive), ...(unmount && { unmount: true }) };
}

/** A drive that burns, not what is in it: sizes and counts are those of a disc, which is expected by itself. */
export function burnerTarget({ path, serial, deviceNumber }: Drive, disc?: ExpectedDisc): PlanTarget {
  const expect = { serial, ...(deviceNumber !== undefined && { deviceNumber }), ...(disc && { disc }) };
  return { kind: 'drive', path, expect };
}

/** The same drive as what is read. Of a file that stands for one there is only a size to compare. */
export function driveMedium(drive: Drive): AskedSource {
  const { path, sizeBytes, kind } = drive;
  return { kind: 'medium', path, sizeBytes, expect: kind === 'virtual' ? { sizeBytes } : seenOf(drive) };
}

function seenOf({ sizeBytes, serial, deviceNumber, diskSequence }: Drive) {
  return {
    sizeBytes,
    serial,
    ...(deviceNumber !== undefined && { deviceNumber }),
    ...(diskSequence !== undefined && { diskSequence }),
  };
}
