import { ascii, literal, raw } from '../../codec/fixed.ts';
import { i8, u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** $Boot, its first sector. linux-ntfs documentation, "$Boot"; offsets in its table. */
export const bootSector = struct('ntfsBootSector', 512, [
  field('jump', raw(3), '$Boot 0x00'),
  field('oemName', literal(...ascii('NTFS    ')), '$Boot 0x03'),
  field('sectorBytes', u16le, '$Boot 0x0B'),
  field('sectorsPerCluster', u8, '$Boot 0x0D'),
  field('unusedOfFat', raw(10), '$Boot 0x0E'),
  field('sectorsPerTrack', u16le, '$Boot 0x18'),
  field('heads', u16le, '$Boot 0x1A'),
  field('hiddenSectors', u32le, '$Boot 0x1C'),
  field('unused', raw(8), '$Boot 0x20'),
  field('totalSectors', u64le, '$Boot 0x28'),
  field('mftCluster', u64le, '$Boot 0x30'),
  field('mirrorCluster', u64le, '$Boot 0x38'),
  field('recordUnits', i8, '$Boot 0x40'),
  field('unused2', raw(3), '$Boot 0x41'),
  field('indexUnits', i8, '$Boot 0x44'),
  field('unused3', raw(3), '$Boot 0x45'),
  field('serial', raw(8), '$Boot 0x48'),
  field('checksum', u32le, '$Boot 0x50'),
  field('code', raw(426), '$Boot 0x54'),
  field('signature', raw(2), '$Boot 0x1FE'),
]);

/** What everything else is counted in. */
export interface NtfsGeometry {
  readonly sectorBytes: number;
  readonly clusterBytes: number;
  readonly clusters: number;
  /** Of one record of the master file table. */
  readonly recordBytes: number;
  readonly mftByte: number;
  readonly mirrorByte: number;
  /** As it says itself, without the copy of the boot sector behind it. */
  readonly sizeBytes: number;
}

/** Windows 10 1709 and later. */
const MOST_CLUSTER_BYTES = 2 << 20;
const SECTOR_SIZES = [256, 512, 1024, 2048, 4096];

/** True for a sector with the name of this file system. */
export function saysNtfs(sector: Uint8Array): boolean {
  return sector.length >= 11 && String.fromCharCode(...sector.subarray(3, 11)) === 'NTFS    ';
}

/** Undefined for numbers that no volume can have. */
export function ntfsGeometry(sector: Uint8Array): NtfsGeometry | undefined {
  const boot = bootSector.decode(sector, { onNote: () => {} });
  const { sectorBytes, totalSectors, mftCluster, mirrorCluster } = boot;
  const clusterBytes = sectorBytes * sectorsIn(boot.sectorsPerCluster);
  const recordBytes = unitBytes(boot.recordUnits, clusterBytes);
  const sizeBytes = totalSectors * sectorBytes;
  const isSound =
    SECTOR_SIZES.includes(sectorBytes) &&
    isPower(clusterBytes) &&
    clusterBytes <= MOST_CLUSTER_BYTES &&
    isPower(recordBytes) &&
    recordBytes >= 512 &&
    recordBytes <= 65_536 &&
    Number.isSafeInteger(sizeBytes);
  if (!isSound) return undefined;
  const clusters = Math.floor(sizeBytes / clusterBytes);
  if (!(mftCluster < clusters)) return undefined;
  return {
    sectorBytes,
    clusterBytes,
    clusters,
    recordBytes,
    mftByte: mftCluster * clusterBytes,
    mirrorByte: mirrorCluster * clusterBytes,
    sizeBytes,
  };
}

/** More than 128 sectors are told as a power of two, negative. */
function sectorsIn(told: number): number {
  return told > 128 ? 2 ** (256 - told) : told;
}

/** So many clusters, or 2 to the power of -n bytes. */
function unitBytes(told: number, clusterBytes: number): number {
  return told >= 0 ? told * clusterBytes : 2 ** -told;
}

function isPower(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}
