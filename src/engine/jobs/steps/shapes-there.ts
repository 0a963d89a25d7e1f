import { secondBytesIn } from '../../author/sticks/second-there.ts';
import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import { VOLUME_BYTE } from '../../author/sticks/stick-table.ts';
import { exfatShapeIn } from '../../author/volumes/exfat/exfat-shape.ts';
import { shapeIn } from '../../author/volumes/fat/fat-shape.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { closeAll, openTargets } from './open-targets.ts';

/** Enough for the array of a GPT in blocks of 4096 bytes. */
const LOOK_BYTES = 16_384;
const USUAL_BLOCK_BYTES = 512;
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
      const blockBytes = drive.sectorBytes ?? USUAL_BLOCK_BYTES;
      const there = target && (await thereOn(target, machine, blockBytes).catch(() => undefined));
      return { ...drive, ...there };
    }),
  );
}

async function thereOn(
  planned: PlanTarget,
  machine: Machine,
  blockBytes: number,
): Promise<Pick<StickDrive, 'shape' | 'secondBytes'>> {
  const opened = await openTargets([planned], machine, { purpose: 'read' });
  try {
    const table = alignedBytes(LOOK_BYTES);
    const into = alignedBytes(LOOK_BYTES);
    for (const target of opened) {
      await target.read(0, table);
      await target.read(VOLUME_BYTE, into);
    }
    const sector = into.slice(0, BOOT_SECTOR_BYTES);
    const shape = exfatShapeIn(sector, VOLUME_BYTE) ?? shapeIn(sector, VOLUME_BYTE);
    return { ...(shape && { shape }), secondBytes: secondBytesIn(table, blockBytes) };
  } finally {
    await closeAll(opened);
  }
}
