import type { DriveFit, DriveMove, DrivePatch } from '../../contract/ports/drive-fit.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { overTarget } from './over-target.ts';

/**
 * A drive as an image of another size sees it: where the two differ, the drive's own bytes are written in place of the
 * image's, and shown as the image's when they are read back; whatever else stands there differs. What belongs to the end of
 * the drive goes there. Lengths and places stay multiples of the drive's blocks.
 */
export function fittedTarget(target: Target, fit: DriveFit, imageBytes: number): Target {
  const moves = movesOn(target, fit, imageBytes);
  return overTarget(target, {
    async write(atByte, bytes) {
      for (const part of partsAt(atByte, bytes, moves))
        await target.write(part.driveByte, swapped(part.atByte, part.bytes, fit.patches));
    },
    async read(atByte, into) {
      for (const { atByte: partAt, driveByte, bytes } of partsAt(atByte, into, moves)) {
        await target.read(driveByte, bytes);
        for (const stretch of stretchesOf(partAt, bytes, fit.patches)) swap(stretch);
      }
    },
  });
}

/** Stretches of the image by where they begin; the first is the image's beginning. */
function movesOn(
  { capacityBytes, blockBytes }: Target,
  { tailByte, moves }: DriveFit,
  imageBytes: number,
): readonly DriveMove[] {
  const body = { atByte: 0, driveByte: 0 };
  if (moves) return [body, ...moves];
  // Without a tail, what fills up the last block follows the image.
  if (tailByte >= imageBytes) return [body];
  const tailAt = capacityBytes - (capacityBytes % blockBytes) - imageBytes;
  return [body, { atByte: tailByte, driveByte: tailAt + tailByte }];
}

/** The same target where the image is the same on every drive. */
export function isFitted({ patches, tailByte }: DriveFit, imageBytes: number): boolean {
  return patches.length > 0 || tailByte < imageBytes;
}

function partsAt(atByte: number, bytes: Uint8Array, moves: readonly DriveMove[]) {
  return moves.flatMap(({ atByte: moveAt, driveByte }, i) => {
    const from = Math.max(atByte, moveAt);
    const to = Math.min(atByte + bytes.length, moves[i + 1]?.atByte ?? Number.POSITIVE_INFINITY);
    if (from >= to) return [];
    const part = bytes.subarray(from - atByte, to - atByte);
    return [{ atByte: from, driveByte: driveByte + from - moveAt, bytes: part }];
  });
}

interface Stretch {
  readonly bytes: Uint8Array;
  readonly image: Uint8Array;
  readonly drive: Uint8Array;
}

function stretchesOf(atByte: number, bytes: Uint8Array, patches: readonly DrivePatch[]): Stretch[] {
  return patches.flatMap((patch) => {
    const from = Math.max(atByte, patch.atByte);
    const to = Math.min(atByte + bytes.length, patch.atByte + patch.image.length);
    if (from >= to) return [];
    const of = (all: Uint8Array, startByte: number) => all.subarray(from - startByte, to - startByte);
    return [
      {
        bytes: of(bytes, atByte),
        image: of(patch.image, patch.atByte),
        drive: of(patch.drive, patch.atByte),
      },
    ];
  });
}

/** What others use too is not changed: it is copied when a patch lies in it. */
function swapped(atByte: number, bytes: Uint8Array, patches: readonly DrivePatch[]): Uint8Array {
  if (stretchesOf(atByte, bytes, patches).length === 0) return bytes;
  const own = alignedBytes(bytes.length);
  own.set(bytes);
  for (const stretch of stretchesOf(atByte, own, patches)) swap(stretch);
  return own;
}

/**
 * Turns the image's bytes into the drive's, and back: each value of one stands for exactly one of the other, so that nothing
 * wrong is ever taken for right. Zeros, by which a beginning is wiped, stay zeros.
 */
function swap({ bytes, image, drive }: Stretch): void {
  if (bytes.every((byte) => byte === 0)) return;
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = (bytes[at] ?? 0) ^ (image[at] ?? 0) ^ (drive[at] ?? 0);
}
