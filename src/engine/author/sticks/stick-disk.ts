import type { DriveFit, DriveMove, DrivePatch } from '../../contract/ports/drive-fit.ts';
import type { Extent } from '../../contract/ports/image.ts';
import type { DiskIds } from '../boot/disk-ids.ts';
import { overlap } from '../volumes/overlap.ts';
import type { PlannedVolume } from '../volumes/planned-volume.ts';
import type { VolumePiece } from '../volumes/volume-piece.ts';
import {
  askedDriveBytes,
  coreByteOn,
  type StickLayout,
  type StickRoom,
  secondByteOn,
  stickTable,
  VOLUME_BYTE,
  volumeBytesOn,
} from './stick-table.ts';

/** Where what goes to the end of a drive begins in the image: parts of memory pages are no places to write from. */
const BODY_ALIGN_BYTES = 1 << 20;

export interface StickDisk {
  readonly volume: PlannedVolume;
  readonly layout: StickLayout;
  /** What is in use of the second partition's volume, in whole pages. */
  readonly second?: readonly VolumePiece[];
  readonly ids: DiskIds;
  /** Of the largest drive: the image is as it stands there. */
  readonly capacityBytes: number;
}

interface Fixed {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/**
 * A whole stick: partition table, boot code, volume up to its last used cluster, what is in use of a second volume, and the
 * table's copy for the end of the drive. What lies between is no part of it: there a drive may hold anything.
 */
export class StickBytes {
  readonly sizeBytes: number;
  readonly #disk: StickDisk;
  readonly #bodyBytes: number;
  /** Pieces of the second volume, by their places in the image. */
  readonly #pieces: readonly (VolumePiece & { readonly imageByte: number })[];
  /** Where the copy of the table begins. */
  readonly #tailByte: number;
  readonly #fixed: readonly Fixed[];
  /** Smaller drives are refused. */
  readonly #leastBytes: number;

  constructor(disk: StickDisk) {
    this.#disk = disk;
    this.#bodyBytes = bodyBytesOf(disk);
    let imageByte = this.#bodyBytes;
    this.#pieces = (disk.second ?? []).map((piece) => {
      const placed = { ...piece, imageByte };
      imageByte += piece.lengthBytes;
      return placed;
    });
    this.#tailByte = imageByte;
    this.#leastBytes = leastDriveBytes(disk.volume.usedBytes, disk.layout);
    this.#fixed = this.#fixedOn(disk.capacityBytes);
    this.sizeBytes = imageByte + stickTable(disk.layout, disk.capacityBytes, disk.ids).tail.length;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { volume } = this.#disk;
    into.fill(0);
    const part = overlap(atByte, into, VOLUME_BYTE, volume.usedBytes);
    if (part) await volume.read(part.atByte, part.into);
    const known = this.#pieces.flatMap(({ imageByte, bytes }) =>
      bytes ? [{ atByte: imageByte, bytes }] : [],
    );
    for (const { atByte: startByte, bytes } of [...this.#fixed, ...known]) {
      const own = overlap(atByte, into, startByte, bytes.length);
      own?.into.set(bytes.subarray(own.atByte, own.atByte + own.into.length));
    }
  }

  /** What differs on a drive of another size. */
  fitTo(driveBytes: number): DriveFit {
    const capacityBytes = Math.max(driveBytes, this.#leastBytes);
    const drive = this.#fixedOn(capacityBytes);
    const patches = this.#fixed.flatMap(({ atByte, bytes }, i): DrivePatch[] => {
      const own = drive[i]?.bytes ?? bytes;
      return Buffer.compare(bytes, own) === 0 ? [] : [{ atByte, image: bytes, drive: own }];
    });
    return { patches, tailByte: this.#bodyBytes, ...this.#movesOn(capacityBytes) };
  }

  *extents(): Generator<Extent> {
    const { volume } = this.#disk;
    yield* this.#tableExtents();
    for (const extent of volume.extents()) yield { ...extent, atByte: VOLUME_BYTE + extent.atByte };
    const endByte = VOLUME_BYTE + volume.usedBytes;
    if (endByte < this.#bodyBytes)
      yield { atByte: endByte, lengthBytes: this.#bodyBytes - endByte, from: 'zeros' };
    for (const { imageByte, lengthBytes, bytes, name } of this.#pieces)
      yield { atByte: imageByte, lengthBytes, from: bytes ? 'memory' : 'zeros', name };
    const tailBytes = this.sizeBytes - this.#tailByte;
    if (tailBytes > 0)
      yield { atByte: this.#tailByte, lengthBytes: tailBytes, from: 'memory', name: 'partition-table' };
  }

  /** Everything before the volume. */
  *#tableExtents(): Generator<Extent> {
    const { kind, core } = this.#disk.layout;
    const table = { from: 'memory', name: 'partition-table' } as const;
    const coreByte = core ? coreByteOn(kind) : VOLUME_BYTE;
    yield { atByte: 0, lengthBytes: coreByte, ...table };
    if (!core) return;
    yield { atByte: coreByte, lengthBytes: core.length, from: 'memory', name: 'boot-code' };
    const endByte = coreByte + core.length;
    if (endByte < VOLUME_BYTE)
      yield { atByte: endByte, lengthBytes: VOLUME_BYTE - endByte, from: 'zeros', name: 'boot-code' };
  }

  #movesOn(capacityBytes: number): Pick<DriveFit, 'moves'> {
    const { layout } = this.#disk;
    const secondByte = secondByteOn(capacityBytes, layout);
    if (secondByte === undefined) return {};
    const pieces = this.#pieces.map(
      ({ imageByte, atByte }): DriveMove => ({
        atByte: imageByte,
        driveByte: secondByte + atByte,
      }),
    );
    const tailBytes = this.sizeBytes - this.#tailByte;
    const endByte = capacityBytes - (capacityBytes % layout.blockBytes);
    const tail = { atByte: this.#tailByte, driveByte: endByte - tailBytes };
    return { moves: tailBytes > 0 ? [...pieces, tail] : pieces };
  }

  /** Everything that depends on the size of a drive, in order, and boot code; the first is the beginning of the table. */
  #fixedOn(capacityBytes: number): Fixed[] {
    const { volume, layout, ids } = this.#disk;
    const { head, tail } = stickTable(layout, capacityBytes, ids);
    const sized = volume.sizedOn(volumeBytesOn(capacityBytes, layout)).map(({ atByte, bytes }) => ({
      atByte: VOLUME_BYTE + atByte,
      bytes,
    }));
    const core = layout.core ? [{ atByte: coreByteOn(layout.kind), bytes: layout.core }] : [];
    const end = tail.length > 0 ? [{ atByte: this.#tailByte, bytes: tail }] : [];
    return [{ atByte: 0, bytes: head }, ...core, ...sized, ...end];
  }
}

/** Up to a whole MiB where something goes to the end of the drive. */
function bodyBytesOf({ volume, layout, second }: StickDisk): number {
  const usedBytes = VOLUME_BYTE + volume.usedBytes;
  const hasMore = layout.kind === 'gpt' || second !== undefined;
  return hasMore ? Math.ceil(usedBytes / BODY_ALIGN_BYTES) * BODY_ALIGN_BYTES : usedBytes;
}

/** Bytes that a drive needs for a volume that uses so many, or that is to have a size. */
export function leastDriveBytes(usedBytes: number, layout: StickRoom): number {
  const { kind, secondBytes, filesBytes } = layout;
  if (filesBytes !== undefined) return askedDriveBytes({ ...layout, filesBytes });
  const tail = kind === 'gpt' ? BODY_ALIGN_BYTES : 0;
  const second = secondBytes === undefined ? 0 : secondBytes + BODY_ALIGN_BYTES;
  return VOLUME_BYTE + usedBytes + second + tail;
}
