import type { StickDrive } from '../../author/sticks/stick-drive.ts';
import { VOLUME_BYTE } from '../../author/sticks/stick-table.ts';
import { exfatShapeIn } from '../../author/volumes/exfat/exfat-shape.ts';
import { shapeIn } from '../../author/volumes/fat/fat-shape.ts';
import type { VolumeShape } from '../../author/volumes/plan-volume.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { closeAll, openTargets } from './open-targets.ts';

const LOOK_BYTES = 4096;
const BOOT_SECTOR_BYTES = 512;

/**
 * Drives as they are to be compared: what was written together with a larger drive has the tables that this one needed, and
 * its own first sector says so.
 */
export async function withShapesThere(
  drives: readonly StickDrive[],
  targets: readonly PlanTarget[],
  machine: Machine,
): Promise<StickDrive[]> {
  return Promise.all(
    drives.map(async (drive, index) => {
      const target = targets[index];
      const shape = target && (await shapeOn(target, machine).catch(() => undefined));
      return shape ? { ...drive, shape } : drive;
    }),
  );
}

async function shapeOn(planned: PlanTarget, machine: Machine): Promise<VolumeShape | undefined> {
  const opened = await openTargets([planned], machine, { purpose: 'read' });
  try {
    const into = alignedBytes(LOOK_BYTES);
    for (const target of opened) await target.read(VOLUME_BYTE, into);
    const sector = into.slice(0, BOOT_SECTOR_BYTES);
    return exfatShapeIn(sector, VOLUME_BYTE) ?? shapeIn(sector, VOLUME_BYTE);
  } finally {
    await closeAll(opened);
  }
}
