import { present } from '../../contract/failure/present.ts';
import { planVolume, volumeShape } from '../volumes/plan-volume.ts';
import type { VolumeTree } from '../volumes/volume-tree.ts';

/** As small as FAT32 can be, with room for a loader. */
const SIZE_BYTES = 80 << 20;

/** A FAT32 volume of its own, with one folder in it: its bytes up to where only free clusters come, and its size. */
export async function scratchVolume(
  folder: string,
): Promise<{ readonly bytes: Uint8Array; readonly sizeBytes: number }> {
  const wish = { volumeBytes: [SIZE_BYTES], hiddenBytes: 0, sectorBytes: 512 };
  const shape = volumeShape({ ...wish, kind: 'fat32' });
  if (typeof shape === 'string') throw new RangeError(shape);
  const words = { hiddenBytes: 0, label: 'SCRATCH', serial: 1, readRows: async () => {} };
  const planning = planVolume({ tree: foldersOnly(folder), shape, ...words });
  let step = planning.next();
  while (!step.done) step = planning.next();
  const { volume } = step.value;
  const bytes = new Uint8Array(volume.usedBytes);
  await volume.read(0, bytes);
  for (const part of volume.sizedOn(SIZE_BYTES)) bytes.set(part.bytes, part.atByte);
  return { bytes, sizeBytes: SIZE_BYTES };
}

/** Each folder of a path in the one before it. */
function foldersOnly(path: string): VolumeTree {
  const names = ['', ...path.split('/').filter(Boolean)];
  return {
    count: names.length,
    parentOf: (row) => Math.max(0, row - 1),
    firstChildOf: (row) => row + 1,
    childCountOf: (row) => (row + 1 < names.length ? 1 : 0),
    isFolder: () => true,
    nameOf: (row) => present(names[row]),
    pathOf: (row) => `/${names.slice(1, row + 1).join('/')}`,
    sizeOf: () => 0,
    secondsOf: () => 315_532_800,
  };
}
