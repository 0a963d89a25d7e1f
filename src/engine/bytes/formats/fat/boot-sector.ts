import { ascii, literal, raw, zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { type Field, field, struct } from '../../codec/struct.ts';
import { FAT_COPIES, FAT_SECTOR_BYTES, type FatGeometry } from './geometry.ts';

/** BIOS parameter block, the part that all types have. fatgen103 "Boot sector and BPB". */
const common = [
  field('jump', raw(3), 'BS_jmpBoot'),
  field('oemName', raw(8), 'BS_OEMName'),
  field('sectorBytes', u16le, 'BPB_BytsPerSec'),
  field('sectorsPerCluster', u8, 'BPB_SecPerClus'),
  field('reservedSectors', u16le, 'BPB_RsvdSecCnt'),
  field('fatCopies', u8, 'BPB_NumFATs'),
  field('rootEntries', u16le, 'BPB_RootEntCnt'),
  field('totalSectors16', u16le, 'BPB_TotSec16'),
  field('media', u8, 'BPB_Media'),
  field('fatSectors16', u16le, 'BPB_FATSz16'),
  field('sectorsPerTrack', u16le, 'BPB_SecPerTrk'),
  field('heads', u16le, 'BPB_NumHeads'),
  field('hiddenSectors', u32le, 'BPB_HiddSec'),
  field('totalSectors32', u32le, 'BPB_TotSec32'),
] as const;

/** The last fields before the boot code, at 36 (FAT12, FAT16) or 64 (FAT32). */
const extended = [
  field('driveNumber', u8, 'BS_DrvNum'),
  field('reserved1', zeros(1), 'BS_Reserved1'),
  field('extendedSignature', literal(0x29), 'BS_BootSig'),
  field('serial', u32le, 'BS_VolID'),
  field('label', raw(11), 'BS_VolLab'),
  field('typeName', raw(8), 'BS_FilSysType'),
] as const;

const end = field('signature', literal(0x55, 0xaa), 'Signature_word');

export const bootSector16 = struct('bootSector16', FAT_SECTOR_BYTES, [
  ...common,
  ...extended,
  field('bootCode', raw(448), 'boot-code'),
  end,
]);

export const bootSector32 = struct('bootSector32', FAT_SECTOR_BYTES, [
  ...common,
  field('fatSectors32', u32le, 'BPB_FATSz32'),
  field('flags', u16le, 'BPB_ExtFlags'),
  field('version', literal(0, 0), 'BPB_FSVer') as Field<'version', undefined>,
  field('rootCluster', u32le, 'BPB_RootClus'),
  field('infoSector', u16le, 'BPB_FSInfo'),
  field('backupSector', u16le, 'BPB_BkBootSec'),
  field('reserved', zeros(12), 'BPB_Reserved'),
  ...extended,
  field('bootCode', raw(420), 'boot-code'),
  end,
]);

/** FAT32 FSInfo sector. fatgen103 "FAT32 FSInfo sector structure". */
export const infoSector = struct('infoSector', FAT_SECTOR_BYTES, [
  field('leadSignature', literal(...ascii('RRaA')), 'FSI_LeadSig'),
  field('reserved1', zeros(480), 'FSI_Reserved1'),
  field('structureSignature', literal(...ascii('rrAa')), 'FSI_StrucSig'),
  field('freeClusters', u32le, 'FSI_Free_Count'),
  field('nextFree', u32le, 'FSI_Nxt_Free'),
  field('reserved2', zeros(12), 'FSI_Reserved2'),
  field('trailSignature', literal(0, 0, 0x55, 0xaa), 'FSI_TrailSig'),
]);

export const INFO_SECTOR = 1;
export const BACKUP_BOOT_SECTOR = 6;
export const MEDIA_FIXED = 0xf8;
export const FIRST_CLUSTER = 2;

export interface VolumeWords {
  readonly serial: number;
  /** 11 bytes, padded with spaces. */
  readonly label: Uint8Array;
  /** Sectors before the volume on its disk. */
  readonly hiddenSectors: number;
}

/** Asks the BIOS for the next boot device (INT 18h), then stands still: our volumes start nothing themselves. */
export const PASS_ON = Uint8Array.of(0xcd, 0x18, 0xeb, 0xfe);

/** The boot sector of a volume. */
export function fatBootSector(geometry: FatGeometry, words: VolumeWords): Uint8Array {
  const { type, totalSectors, fatSectors } = geometry;
  const is32 = type === 32;
  const values = {
    ...geometry,
    ...words,
    jump: Uint8Array.of(0xeb, is32 ? 0x58 : 0x3c, 0x90),
    oemName: Uint8Array.from(ascii('ISOWRGHT')),
    sectorBytes: geometry.sectorBytes ?? FAT_SECTOR_BYTES,
    fatCopies: FAT_COPIES,
    totalSectors16: !is32 && totalSectors < 0x10000 ? totalSectors : 0,
    totalSectors32: !is32 && totalSectors < 0x10000 ? 0 : totalSectors,
    media: MEDIA_FIXED,
    fatSectors16: is32 ? 0 : fatSectors,
    sectorsPerTrack: 32,
    heads: 64,
    driveNumber: 0x80,
    typeName: Uint8Array.from(ascii(`FAT${type}   `)),
    bootCode: code(is32 ? 420 : 448),
  };
  if (!is32) return bootSector16.encode(values);
  return bootSector32.encode({
    ...values,
    fatSectors32: fatSectors,
    flags: 0,
    rootCluster: FIRST_CLUSTER,
    infoSector: INFO_SECTOR,
    backupSector: BACKUP_BOOT_SECTOR,
  });
}

function code(sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(PASS_ON);
  return bytes;
}
