import { PASS_ON } from '../fat/boot-sector.ts';
import { exfatBootSector } from './boot-sector.ts';
import { longChecksum } from './checksums.ts';

/** Boot sector, eight extended ones, parameters, a reserved one, and their checksum. exFAT specification §3. */
export const BOOT_REGION_SECTORS = 12;
const CHECKSUM_SECTOR = 11;
/** Boot sector and the extended ones end in signatures of different length. §3.1.19, §3.2.2. */
const EXTENDED_SECTORS = 8;
const REVISION = 0x100;
const FIRST_DRIVE = 0x80;
const DRIVE_SELECT = 111;
const PERCENT_IN_USE = 112;
const BOOT_CODE = 120;
/** VolumeFlags and PercentInUse change while a volume is mounted. §3.4. */
const NOT_SUMMED = [106, 107, PERCENT_IN_USE];

export interface ExfatWords {
  readonly sectorBytes: number;
  readonly sectorsPerCluster: number;
  readonly partitionSector: number;
  readonly sectors: number;
  readonly fatSector: number;
  readonly fatSectors: number;
  readonly heapSector: number;
  readonly clusters: number;
  readonly usedClusters: number;
  readonly rootCluster: number;
  readonly serial: number;
}

/** The main boot region; its backup is the same, right behind it. Starts nothing: a BIOS is passed on. */
export function bootRegion(words: ExfatWords): Uint8Array {
  const { sectorBytes, sectorsPerCluster, usedClusters, clusters } = words;
  const region = new Uint8Array(BOOT_REGION_SECTORS * sectorBytes);
  region.set(
    exfatBootSector.encode({
      ...words,
      revision: REVISION,
      flags: 0,
      sectorLog2: Math.log2(sectorBytes),
      clusterLog2: Math.log2(sectorsPerCluster),
      fats: 1,
    }),
  );
  region[DRIVE_SELECT] = FIRST_DRIVE;
  region[PERCENT_IN_USE] = Math.floor((usedClusters / clusters) * 100);
  region.set(PASS_ON, BOOT_CODE);
  region.set([0x55, 0xaa], 510);
  for (let sector = 1; sector <= EXTENDED_SECTORS; sector++)
    region.set([0x55, 0xaa], (sector + 1) * sectorBytes - 2);
  const sum = longChecksum(region.subarray(0, CHECKSUM_SECTOR * sectorBytes), NOT_SUMMED);
  const view = new DataView(region.buffer);
  for (let at = CHECKSUM_SECTOR * sectorBytes; at < region.length; at += 4) view.setUint32(at, sum, true);
  return region;
}
