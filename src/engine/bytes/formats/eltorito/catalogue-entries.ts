import { literal, raw, zeros } from '../../codec/fixed.ts';
import { le16 } from '../../codec/little.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

/** Every entry of a boot catalogue has this size. El Torito 1.0 §2.0. */
export const ENTRY_BYTES = 32;

/** What a catalogue begins with. El Torito 1.0 figure 2. */
export const VALIDATION = 0x01;

/** Validation Entry, the first one. El Torito 1.0 §2.1, figure 2. */
export const validationEntry = struct('validationEntry', ENTRY_BYTES, [
  field('header', literal(VALIDATION), 'fig. 2'),
  field('platform', u8, 'fig. 2'),
  field('reserved', zeros(2), 'fig. 2'),
  field('manufacturer', raw(24), 'fig. 2'),
  field('checksum', u16le, 'fig. 2'),
  field('key', literal(0x55, 0xaa), 'fig. 2'),
]);

/** Section Header: platform and number of the entries that follow. El Torito 1.0 §2.3, figure 4. */
export const sectionHeader = struct('sectionHeader', ENTRY_BYTES, [
  field('header', u8, 'fig. 4'),
  field('platform', u8, 'fig. 4'),
  field('entryCount', u16le, 'fig. 4'),
  field('identifier', raw(28), 'fig. 4'),
]);

/** Initial/Default Entry and Section Entry. El Torito 1.0 §2.2, §2.4, figures 3 and 5. */
export const imageEntry = struct('imageEntry', ENTRY_BYTES, [
  field('bootIndicator', u8, 'fig. 3'),
  field('mediaType', u8, 'fig. 3'),
  field('loadSegment', u16le, 'fig. 3'),
  field('systemType', u8, 'fig. 3'),
  field('unused', zeros(1), 'fig. 3'),
  /** Of 512 bytes. */
  field('loadSectors', u16le, 'fig. 3'),
  field('imageLba', u32le, 'fig. 3'),
  field('selection', raw(20), 'fig. 5'),
]);
export const MORE_SECTIONS = 0x90;
export const LAST_SECTION = 0x91;
/** Carries on the selection criteria of the entry before it. El Torito 1.0 §2.5. */
export const ENTRY_EXTENSION = 0x44;
export const BOOTABLE = 0x88;

/** Platforms. El Torito 1.0 figure 2; UEFI 2.10 §13.3.2.1. */
export const PLATFORM_BIOS = 0x00;
export const PLATFORM_UEFI = 0xef;

/** The sixteen words of the validation entry add up to zero. El Torito 1.0 §2.1. */
export function wordSum(bytes: Uint8Array, atByte = 0): number {
  let sum = 0;
  for (let at = atByte; at < atByte + ENTRY_BYTES; at += 2) sum += le16(bytes, at);
  return sum & 0xffff;
}
