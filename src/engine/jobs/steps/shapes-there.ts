import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import { VOLUME_BYTE } from '../../author/sticks/stick-table.ts';
import { type StickThere, stickThere } from '../../author/sticks/stick-there.ts';
import { exfatBytesIn, exfatShapeIn } from '../../author/volumes/exfat/exfat-shape.ts';
import { fatBytesIn, shapeIn } from '../../author/volumes/fat/fat-shape.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { only } from '../../contract/failure/present.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import { openVolume } from '../../read/browse/open-volume.ts';
import { driveImage } from '../../read/open/drive-image.ts';
import { closeAll, openTargets } from './open-targets.ts';

/** Enough for the array of a GPT in blocks of 4096 bytes. */
const LOOK_BYTES = 16_384;
const USUAL_BLOCK_BYTES = 512;
const BOOT_SECTOR_BYTES = 512;

/**
 * Drives as they are to be compared: what was written together with a larger drive has the tables that this one needed, and
 * its own first sector says so. What kind of table it has, its label and whether a BIOS starts it, it says too.
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
      return { ...drive, there };
    }),
  );
}

async function thereOn(planned: PlanTarget, machine: Machine, blockBytes: number): Promise<StickThere> {
  const opened = await openTargets([planned], machine, { purpose: 'read' });
  try {
    const image = driveImage(only(opened));
    const bytes = bytesOf(image);
    const head = await bytes(0, LOOK_BYTES);
    const sector = await bytes(VOLUME_BYTE, BOOT_SECTOR_BYTES);
    const shape = exfatShapeIn(sector, VOLUME_BYTE) ?? shapeIn(sector, VOLUME_BYTE);
    const sizeBytes = shape && (shape.type === 'exfat' ? exfatBytesIn(sector) : fatBytesIn(sector));
    const volume = {
      sizeBytes: image.sizeBytes - VOLUME_BYTE,
      read: (atByte: number, into: Uint8Array) => image.read(VOLUME_BYTE + atByte, into),
    };
    const label = shape && (await openVolume(volume, planned.path).catch(() => undefined))?.label;
    return stickThere(head, blockBytes, { shape, sizeBytes, label });
  } finally {
    await closeAll(opened);
  }
}
