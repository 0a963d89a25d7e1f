import { secondBlocksIn } from '../../author/sticks/second-there.ts';
import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import { VOLUME_BLOCK } from '../../author/sticks/stick-table.ts';
import { shapeIn } from '../../author/volumes/fat/fat32-shape.ts';
import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { closeAll, openTargets } from './open-targets.ts';

const LOOK_BYTES = 4096;

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
      const there = target && (await thereOn(target, machine).catch(() => undefined));
      return { ...drive, ...there };
    }),
  );
}

async function thereOn(
  planned: PlanTarget,
  machine: Machine,
): Promise<Pick<StickDrive, 'shape' | 'secondBlocks'>> {
  const opened = await openTargets([planned], machine, { purpose: 'read' });
  try {
    const table = alignedBytes(LOOK_BYTES);
    const into = alignedBytes(LOOK_BYTES);
    for (const target of opened) {
      await target.read(0, table);
      await target.read(VOLUME_BLOCK * FAT_SECTOR_BYTES, into);
    }
    const shape = shapeIn(into.slice(0, FAT_SECTOR_BYTES), VOLUME_BLOCK);
    return { ...(shape && { shape }), secondBlocks: secondBlocksIn(table) };
  } finally {
    await closeAll(opened);
  }
}
