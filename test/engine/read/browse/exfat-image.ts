import { exfatBootSector } from '../../../../src/engine/bytes/formats/exfat/boot-sector.ts';
import { exfatFile, exfatStream } from '../../../../src/engine/bytes/formats/exfat/directory.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

const SECTOR = 512;
const CLUSTERS = 600;
const HEAP_SECTOR = 64;
const FAT_SECTOR = 24;
const END = 0xffffffff;

/** What stands in the volume of `makeExfat`. */
export const exfatFiles = {
  '/chained': seededBytes(3000, 1),
  '/in a row': seededBytes(5000, 2),
  '/folder/half written': seededBytes(1500, 3),
} as const;

/** A small exFAT volume made by hand: a chain, a file without one, a folder, and a file of which only a part was written. */
export function makeExfat(): Uint8Array {
  const bytes = new Uint8Array((HEAP_SECTOR + CLUSTERS) * SECTOR);
  const view = new DataView(bytes.buffer);
  const boot = exfatBootSector.encode({
    partitionSector: 0,
    sectors: HEAP_SECTOR + CLUSTERS,
    fatSector: FAT_SECTOR,
    fatSectors: 8,
    heapSector: HEAP_SECTOR,
    clusters: CLUSTERS,
    rootCluster: 2,
    serial: 1,
    revision: 0x100,
    flags: 0,
    sectorLog2: 9,
    clusterLog2: 0,
    fats: 1,
  });
  bytes.set(boot);
  bytes.set([0x55, 0xaa], 510);
  const at = (cluster: number): number => (HEAP_SECTOR + cluster - 2) * SECTOR;
  const chain = (...clusters: number[]): void =>
    clusters.forEach((cluster, index) => {
      view.setUint32(FAT_SECTOR * SECTOR + 4 * cluster, clusters[index + 1] ?? END, true);
    });
  chain(2, 40);
  const chained = [10, 12, 11, 20, 21, 30];
  chain(...chained);
  chained.forEach((cluster, index) => {
    bytes.set(exfatFiles['/chained'].subarray(index * SECTOR, (index + 1) * SECTOR), at(cluster));
  });
  bytes.set(exfatFiles['/in a row'], at(100));
  bytes.set(exfatFiles['/folder/half written'], at(200));
  const root = [
    label('Ätsch'),
    entrySet('chained', { firstCluster: 10, sizeBytes: 3000, flags: 1 }),
    entrySet('in a row', { firstCluster: 100, sizeBytes: 5000, flags: 3 }),
    entrySet('folder', { firstCluster: 50, sizeBytes: SECTOR, flags: 3, attributes: 0x10 }),
  ];
  bytes.set(Buffer.concat(root), at(2));
  bytes.set(
    entrySet('half written', { firstCluster: 200, sizeBytes: 4000, validBytes: 1500, flags: 3 }),
    at(50),
  );
  return bytes;
}

function label(name: string): Uint8Array {
  const entry = new Uint8Array(32);
  entry.set([0x83, name.length]);
  entry.set(Buffer.from(name, 'utf16le'), 2);
  return entry;
}

interface Facts {
  readonly firstCluster: number;
  readonly sizeBytes: number;
  readonly validBytes?: number;
  readonly flags: number;
  readonly attributes?: number;
}

function entrySet(
  name: string,
  { firstCluster, sizeBytes, validBytes = sizeBytes, flags, attributes = 0x20 }: Facts,
) {
  const names = Math.ceil(name.length / 15);
  const set = new Uint8Array(32 * (2 + names));
  const file = {
    type: 0x85,
    secondary: 1 + names,
    attributes,
    // 2020-02-03 04:05:06.5, in a place an hour ahead of GMT.
    modifiedTime: (4 << 11) | (5 << 5) | 3,
    modifiedDate: (40 << 9) | (2 << 5) | 3,
    modifiedHundredths: 50,
    createdOffset: 0x84,
    modifiedOffset: 0x84,
  };
  const stream = {
    type: 0xc0,
    flags,
    nameUnits: name.length,
    nameHash: 0,
    validBytes,
    firstCluster,
    sizeBytes,
  };
  set.set(exfatStream.encode(stream), 32);
  for (let i = 0; i < names; i++) {
    set[64 + 32 * i] = 0xc1;
    set.set(Buffer.from(name.slice(15 * i, 15 * i + 15), 'utf16le'), 66 + 32 * i);
  }
  set.set(exfatFile.encode({ ...file, checksum: 0 }));
  let sum = 0;
  set.forEach((byte, index) => {
    if (index !== 2 && index !== 3) sum = (((sum & 1) << 15) + (sum >> 1) + byte) & 0xffff;
  });
  set.set(exfatFile.encode({ ...file, checksum: sum }));
  return set;
}
