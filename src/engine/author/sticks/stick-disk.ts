import type { DriveFit, DrivePatch } from '../../contract/ports/drive-fit.ts';
import type { Extent } from '../../contract/ports/image.ts';
import type { DiskIds } from '../boot/disk-ids.ts';
import { overlap } from '../volumes/overlap.ts';
import type { PlannedVolume } from '../volumes/planned-volume.ts';
import {
  type StickParting,
  type StickTableKind,
  stickTable,
  VOLUME_BYTE,
  volumeBytesOn,
} from './stick-table.ts';

/** Where what goes to the end of a drive begins in the image: parts of memory pages are no places to write from. */
const BODY_ALIGN_BYTES = 1 << 20;

export interface StickDisk {
  readonly volume: PlannedVolume;
  readonly parting: StickParting;
  readonly ids: DiskIds;
  /** Of the largest drive: the image is as it stands there. */
  readonly capacityBytes: number;
}

interface Fixed {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/**
 * A whole stick: partition table, volume up to its last used cluster, and the table's copy for the end of the drive. What
 * lies between is no part of it: there a drive may hold anything.
 */
export class StickBytes {
  readonly sizeBytes: number;
  readonly #disk: StickDisk;
  readonly #bodyBytes: number;
  readonly #fixed: readonly Fixed[];

  constructor(disk: StickDisk) {
    this.#disk = disk;
    this.#bodyBytes = bodyBytesOf(disk);
    this.#fixed = this.#fixedOn(disk.capacityBytes);
    this.sizeBytes = this.#bodyBytes + stickTable(disk.parting, disk.capacityBytes, disk.ids).tail.length;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { volume } = this.#disk;
    into.fill(0);
    const part = overlap(atByte, into, VOLUME_BYTE, volume.usedBytes);
    if (part) await volume.read(part.atByte, part.into);
    for (const { atByte: startByte, bytes } of this.#fixed) {
      const own = overlap(atByte, into, startByte, bytes.length);
      own?.into.set(bytes.subarray(own.atByte, own.atByte + own.into.length));
    }
  }

  /** What differs on a drive of another size. */
  fitTo(capacityBytes: number): DriveFit {
    const drive = this.#fixedOn(capacityBytes);
    const patches = this.#fixed.flatMap(({ atByte, bytes }, i): DrivePatch[] => {
      const own = drive[i]?.bytes ?? bytes;
      return Buffer.compare(bytes, own) === 0 ? [] : [{ atByte, image: bytes, drive: own }];
    });
    return { patches, tailByte: this.#bodyBytes };
  }

  *extents(): Generator<Extent> {
    const { volume, parting } = this.#disk;
    yield { atByte: 0, lengthBytes: VOLUME_BYTE, from: 'memory', name: 'partition-table' };
    for (const extent of volume.extents()) yield { ...extent, atByte: VOLUME_BYTE + extent.atByte };
    const endByte = VOLUME_BYTE + volume.usedBytes;
    if (endByte < this.#bodyBytes)
      yield { atByte: endByte, lengthBytes: this.#bodyBytes - endByte, from: 'zeros' };
    if (parting.kind === 'gpt')
      yield {
        atByte: this.#bodyBytes,
        lengthBytes: this.sizeBytes - this.#bodyBytes,
        from: 'memory',
        name: 'partition-table',
      };
  }

  /** Everything that depends on the size of a drive, in order; the first is the beginning of the table. */
  #fixedOn(capacityBytes: number): Fixed[] {
    const { volume, parting, ids } = this.#disk;
    const { head, tail } = stickTable(parting, capacityBytes, ids);
    const sized = volume.sizedOn(volumeBytesOn(capacityBytes, parting)).map(({ atByte, bytes }) => ({
      atByte: VOLUME_BYTE + atByte,
      bytes,
    }));
    const end = tail.length > 0 ? [{ atByte: this.#bodyBytes, bytes: tail }] : [];
    return [{ atByte: 0, bytes: head }, ...sized, ...end];
  }
}

/** Up to a whole MiB where something goes to the end of the drive. */
function bodyBytesOf({ volume, parting: { kind } }: StickDisk): number {
  const usedBytes = VOLUME_BYTE + volume.usedBytes;
  return kind === 'gpt' ? Math.ceil(usedBytes / BODY_ALIGN_BYTES) * BODY_ALIGN_BYTES : usedBytes;
}

/** Bytes that a drive needs for a volume that uses so many. */
export function leastDriveBytes(usedBytes: number, kind: StickTableKind): number {
  const tail = kind === 'gpt' ? BODY_ALIGN_BYTES : 0;
  return VOLUME_BYTE + usedBytes + tail;
}
