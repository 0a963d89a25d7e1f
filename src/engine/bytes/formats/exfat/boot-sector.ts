import { ascii, ignored, literal } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

const SECTION = 'exFAT §3.1';

/** Main boot sector, up to the boot code. Microsoft, "exFAT file system specification", §3.1. */
export const exfatBootSector = struct('exfatBootSector', 120, [
  field('jump', literal(0xeb, 0x76, 0x90), SECTION),
  field('name', literal(...ascii('EXFAT   ')), SECTION),
  field('mustBeZero', ignored(53), SECTION),
  field('partitionSector', u64le, SECTION),
  field('sectors', u64le, SECTION),
  field('fatSector', u32le, SECTION),
  field('fatSectors', u32le, SECTION),
  field('heapSector', u32le, SECTION),
  field('clusters', u32le, SECTION),
  field('rootCluster', u32le, SECTION),
  field('serial', u32le, SECTION),
  field('revision', u16le, SECTION),
  field('flags', u16le, SECTION),
  field('sectorLog2', u8, SECTION),
  field('clusterLog2', u8, SECTION),
  field('fats', u8, SECTION),
  field('drive', ignored(9), SECTION),
]);
export type ExfatBootSector = ValueOf<typeof exfatBootSector>;

/** VolumeFlags. §3.1.13. */
export const exfatFlags = { secondFat: 1, dirty: 2 } as const;
