import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import { present } from '../../contract/failure/present.ts';
import { placeRows } from '../volumes/fat/cluster-places.ts';
import { fat32Shape } from '../volumes/fat/fat32-shape.ts';
import { Fat32Volume, SIZED_SECTORS } from '../volumes/fat/fat32-volume.ts';
import type { VolumeTree } from '../volumes/volume-tree.ts';

/** As small as FAT32 can be, with room for a loader. */
const SECTORS = 80 << 11;

/** A FAT32 volume of its own, with one folder in it: its bytes up to where only free clusters come, and its size. */
export async function scratchVolume(
  folder: string,
): Promise<{ readonly bytes: Uint8Array; readonly sizeBytes: number }> {
  const shape = fat32Shape([SECTORS], 0);
  if (typeof shape === 'string') throw new RangeError(shape);
  const tree = foldersOnly(folder);
  const placing = placeRows(tree, shape.sectorsPerCluster * FAT_SECTOR_BYTES);
  let step = placing.next();
  while (!step.done) step = placing.next();
  const words = { hiddenSectors: 0, label: 'SCRATCH', serial: 1, readRows: async () => {} };
  const volume = new Fat32Volume({ tree, places: step.value, shape, ...words });
  const bytes = new Uint8Array(volume.usedBytes);
  await volume.read(0, bytes);
  for (const sector of SIZED_SECTORS) bytes.set(volume.sectorOn(SECTORS, sector), sector * FAT_SECTOR_BYTES);
  return { bytes, sizeBytes: SECTORS * FAT_SECTOR_BYTES };
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
