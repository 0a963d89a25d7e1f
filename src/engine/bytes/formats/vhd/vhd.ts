import { ascii, ignored, literal, raw } from '../../codec/fixed.ts';
import { u8, u16be, u32be } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64be } from '../../codec/u64.ts';

// "Virtual Hard Disk Image Format Specification" 1.0 (Microsoft, 2006). Sections by their headings.

export const VHD_SECTOR_BYTES = 512;
export const VHD_FIXED = 2;
export const VHD_DYNAMIC = 3;
export const VHD_DIFFERENCING = 4;

/** The last 512 bytes; of a dynamic disk the first 512 as well. "Hard Disk Footer Format". */
export const vhdFooter = struct('vhdFooter', 512, [
  field('cookie', literal(...ascii('conectix')), 'Cookie'),
  field('features', u32be, 'Features'),
  field('version', u32be, 'File Format Version'),
  field('dataOffset', raw(8), 'Data Offset'),
  field('timeStamp', u32be, 'Time Stamp'),
  field('creator', raw(4), 'Creator Application'),
  field('creatorVersion', u32be, 'Creator Version'),
  field('creatorHost', raw(4), 'Creator Host OS'),
  field('originalBytes', u64be, 'Original Size'),
  field('currentBytes', u64be, 'Current Size'),
  field('cylinders', u16be, 'Disk Geometry'),
  field('heads', u8, 'Disk Geometry'),
  field('sectorsPerTrack', u8, 'Disk Geometry'),
  field('diskType', u32be, 'Disk Type'),
  field('checksum', u32be, 'Checksum'),
  field('uniqueId', raw(16), 'Unique Id'),
  field('savedState', u8, 'Saved State'),
  field('reserved', ignored(427), 'Reserved'),
]);
export type VhdFooter = ValueOf<typeof vhdFooter>;

/** Where the header of a dynamic disk and its table are. "Dynamic Disk Header Format". */
export const vhdDynamicHeader = struct('vhdDynamicHeader', 1024, [
  field('cookie', literal(...ascii('cxsparse')), 'Cookie'),
  field('dataOffset', raw(8), 'Data Offset'),
  field('tableByte', u64be, 'Table Offset'),
  field('version', u32be, 'Header Version'),
  field('tableEntries', u32be, 'Max Table Entries'),
  field('blockBytes', u32be, 'Block Size'),
  field('checksum', u32be, 'Checksum'),
  field('parent', ignored(984), 'Parent Unique ID'),
]);
export type VhdDynamicHeader = ValueOf<typeof vhdDynamicHeader>;

export const VHD_FOOTER_SUM_AT = 64;
export const VHD_HEADER_SUM_AT = 36;

/** One's complement of the sum of all bytes but the four of the checksum itself. "Checksum". */
export function vhdChecksum(bytes: Uint8Array, sumAt: number): number {
  let sum = 0;
  bytes.forEach((byte, at) => {
    if (at < sumAt || at >= sumAt + 4) sum += byte;
  });
  return ~sum >>> 0;
}

export interface VhdGeometry {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectorsPerTrack: number;
}

export const MOST_VHD_GEOMETRY_SECTORS = 65_535 * 16 * 255;

/** "Appendix: CHS Calculation". */
export function vhdGeometry(sizeBytes: number): VhdGeometry {
  const sectors = Math.min(Math.floor(sizeBytes / VHD_SECTOR_BYTES), MOST_VHD_GEOMETRY_SECTORS);
  if (sectors >= 65_535 * 16 * 63) return geometryOf(sectors, 255, 16);
  const cylinderHeads = Math.floor(sectors / 17);
  const heads = Math.max(4, Math.floor((cylinderHeads + 1023) / 1024));
  if (cylinderHeads < heads * 1024 && heads <= 16) return geometryOf(sectors, 17, heads);
  const fits31 = Math.floor(sectors / 31) < 16 * 1024;
  return geometryOf(sectors, fits31 ? 31 : 63, 16);
}

function geometryOf(sectors: number, sectorsPerTrack: number, heads: number): VhdGeometry {
  return { cylinders: Math.floor(Math.floor(sectors / sectorsPerTrack) / heads), heads, sectorsPerTrack };
}
