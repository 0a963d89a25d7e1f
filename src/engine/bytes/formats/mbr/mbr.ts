import type { Codec } from '../../codec/codec.ts';
import { literal, raw } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';

/** Sectors of partition tables; drives with larger ones are told in these by hybrid images. */
export const BLOCK_BYTES = 512;

/** A legacy partition record. UEFI 2.10 §5.2.1, table 5.2. */
export const mbrPartition = struct('mbrPartition', 16, [
  field('bootIndicator', u8, '§5.2.1'),
  field('startChs', raw(3), '§5.2.1'),
  field('type', u8, '§5.2.1'),
  field('endChs', raw(3), '§5.2.1'),
  field('startBlock', u32le, '§5.2.1'),
  field('blocks', u32le, '§5.2.1'),
]);
export type MbrPartition = ValueOf<typeof mbrPartition>;

/** Master boot record. UEFI 2.10 §5.2.1, table 5.1. */
export const masterBootRecord = struct('masterBootRecord', BLOCK_BYTES, [
  field('bootCode', raw(440), '§5.2.1'),
  field('diskId', u32le, '§5.2.1'),
  field('unknown', u16le, '§5.2.1'),
  field('partitions', four(mbrPartition), '§5.2.1'),
  field('signature', literal(0x55, 0xaa), '§5.2.1'),
]);
export const ACTIVE = 0x80;
export const NO_PARTITION: MbrPartition = {
  bootIndicator: 0,
  startChs: new Uint8Array(3),
  type: 0,
  endChs: new Uint8Array(3),
  startBlock: 0,
  blocks: 0,
};

/** Types of partitions that hybrid images have. */
export const TYPE_GPT_PROTECTIVE = 0xee;
export const TYPE_EFI_SYSTEM = 0xef;
/** FAT32 that is found by block numbers. */
export const TYPE_FAT32_LBA = 0x0c;
/** A file system of Linux. */
export const TYPE_LINUX = 0x83;
/** FAT16, by block number. */
export const TYPE_FAT16_LBA = 0x0e;
/** And NTFS. exFAT specification §A.1. */
export const TYPE_EXFAT = 0x07;
/** Hidden: Windows gives it no letter. As isohybrid images have it. */
export const TYPE_HIDDEN = 0x17;
/** ISO 9660, as GRUB's rescue images have it. */
export const TYPE_ISO9660 = 0xcd;

/** Cylinder, head and sector of a block; beyond what three bytes hold, the last. UEFI 2.10 §5.2.3. */
export function chsOf(block: number, heads = 255, sectorsPerTrack = 63): Uint8Array {
  const cylinder = Math.floor(block / (heads * sectorsPerTrack));
  if (cylinder > 1023) return Uint8Array.of(0xfe, 0xff, 0xff);
  const head = Math.floor(block / sectorsPerTrack) % heads;
  const sector = (block % sectorsPerTrack) + 1;
  return Uint8Array.of(head, sector | ((cylinder >> 2) & 0xc0), cylinder & 0xff);
}

/** Four records side by side. */
function four(record: Codec<MbrPartition>): Codec<readonly MbrPartition[]> {
  const places = [0, 1, 2, 3].map((i) => i * record.sizeBytes);
  return {
    sizeBytes: 4 * record.sizeBytes,
    write: (bytes, at, value) =>
      places.forEach((place, i) => void record.write(bytes, at + place, value[i] ?? NO_PARTITION)),
    read: (bytes, at, note) => places.map((place) => record.read(bytes, at + place, note)),
  };
}
