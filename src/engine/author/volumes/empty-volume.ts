import { overlap } from './overlap.ts';
import { planVolume, type ShapeWish, volumeShape } from './plan-volume.ts';
import type { VolumeTree } from './volume-tree.ts';

/** What an empty volume is to be. */
export interface EmptyWish extends Omit<ShapeWish, 'volumeBytes'> {
  readonly sizeBytes: number;
  /** '' for none. */
  readonly label: string;
  readonly serial: number;
}

/** A volume without files: all its bytes up to where only free clusters come. */
export interface EmptyVolume {
  readonly usedBytes: number;
  read(atByte: number, into: Uint8Array): Promise<void>;
}

/** The first that FAT can say. fatgen103 "Date and time formats". */
const FIRST_SECONDS = Date.UTC(1980, 0, 1) / 1000;

/** Nothing but a root. */
const EMPTY: VolumeTree = {
  count: 1,
  parentOf: () => 0,
  firstChildOf: () => 1,
  childCountOf: () => 0,
  isFolder: () => true,
  nameOf: () => '',
  pathOf: () => '/',
  sizeOf: () => 0,
  secondsOf: () => FIRST_SECONDS,
};

/** @returns why a volume of this size cannot have this file system, or these clusters */
export function emptyVolume({
  sizeBytes,
  label,
  serial,
  ...wish
}: EmptyWish): EmptyVolume | Exclude<ReturnType<typeof volumeShape>, object> {
  const shape = volumeShape({ ...wish, volumeBytes: [sizeBytes] });
  if (typeof shape === 'string') return shape;
  const { hiddenBytes } = wish;
  const planning = planVolume({ tree: EMPTY, shape, hiddenBytes, label, serial, readRows: async () => {} });
  let step = planning.next();
  while (!step.done) step = planning.next();
  const { volume } = step.value;
  const sized = volume.sizedOn(sizeBytes);
  return {
    usedBytes: volume.usedBytes,
    async read(atByte, into) {
      await volume.read(atByte, into);
      for (const part of sized) {
        const own = overlap(atByte, into, part.atByte, part.bytes.length);
        own?.into.set(part.bytes.subarray(own.atByte, own.atByte + own.into.length));
      }
    },
  };
}
