import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import { overlap } from '../../author/volumes/overlap.ts';
import type { Image, Readable } from '../../contract/ports/image.ts';

/** The layout of a stick counts in these. */
const SECTOR_BYTES = 512;

/**
 * What firmware will see of an image that is laid out for drives: as it stands on the largest of them, with zeros where
 * the drive may hold anything. Its volume ends with the drive, so that in the bare image it looks cut off.
 */
export function seenOnDrive(image: Image, drives: readonly Pick<StickDrive, 'capacityBytes'>[]): Readable {
  const capacityBytes = Math.max(0, ...drives.map((drive) => drive.capacityBytes));
  const sizeBytes = capacityBytes - (capacityBytes % SECTOR_BYTES);
  const fit = image.fitTo?.(capacityBytes);
  if (!fit || sizeBytes <= image.sizeBytes) return image;
  const tailAt = { atByte: fit.tailByte, driveByte: sizeBytes - (image.sizeBytes - fit.tailByte) };
  const moves = [{ atByte: 0, driveByte: 0 }, ...(fit.moves ?? [tailAt])];
  const parts = moves.map(({ atByte: fromByte, driveByte: atByte }, i) => {
    const endByte = moves[i + 1]?.atByte ?? image.sizeBytes;
    return { atByte, fromByte, lengthBytes: endByte - fromByte };
  });
  const read = async (atByte: number, into: Uint8Array): Promise<void> => {
    into.fill(0);
    for (const part of parts) {
      const own = overlap(atByte, into, part.atByte, part.lengthBytes);
      if (own) await image.read(part.fromByte + own.atByte, own.into);
    }
  };
  return { sizeBytes, read };
}
