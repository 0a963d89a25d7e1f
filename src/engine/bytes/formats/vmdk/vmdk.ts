import { ascii, ignored, literal } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

// "Virtual Disk Format 5.0" (VMware technical note). Sections by their headings. Places and lengths are in sectors of 512 bytes.

const SECTION = 'Hosted Sparse Extent Header';

/** The first sector of a sparse extent, and of a stream the last but one. */
export const vmdkHeader = struct('vmdkHeader', 512, [
  field('magic', literal(...ascii('KDMV')), SECTION),
  field('version', u32le, SECTION),
  field('flags', u32le, SECTION),
  field('capacitySectors', u64le, SECTION),
  field('grainSectors', u64le, SECTION),
  field('descriptorSector', u64le, SECTION),
  field('descriptorSectors', u64le, SECTION),
  field('entriesPerTable', u32le, SECTION),
  field('otherDirectory', ignored(8), SECTION),
  field('directorySector', u32le, SECTION),
  field('directorySectorHigh', u32le, SECTION),
  field('overheadSectors', u64le, SECTION),
  field('isUnclean', u8, SECTION),
  field('lineEnds', literal(0x0a, 0x20, 0x0d, 0x0a), SECTION),
  field('compression', u16le, SECTION),
  field('padding', ignored(433), SECTION),
]);
export type VmdkHeader = ValueOf<typeof vmdkHeader>;

/** Bits of `flags`. */
export const VMDK_LINE_ENDS = 1;
export const VMDK_ZERO_GRAINS = 4;
export const VMDK_COMPRESSED = 0x10000;
export const VMDK_MARKERS = 0x20000;

/** Both halves of `directorySector`: it is in the footer. */
export const VMDK_AT_END = 0xffffffff;
export const VMDK_DEFLATE = 1;
export const VMDK_SECTOR_BYTES = 512;

/** In front of a packed grain: where it belongs, and how many bytes it has. "Stream-Optimized Compressed Sparse Extents". */
export const vmdkGrainMarker = struct('vmdkGrainMarker', 12, [
  field('sector', u64le, 'Markers'),
  field('packedBytes', u32le, 'Markers'),
]);

/** Types of the other markers, a sector each. */
export const VMDK_END = 0;
export const VMDK_TABLE = 1;
export const VMDK_DIRECTORY = 2;
export const VMDK_FOOTER = 3;

/** "Metadata Marker". */
export const vmdkMarker = struct('vmdkMarker', 512, [
  field('sectors', u64le, 'Markers'),
  field('sizeBytes', ignored(4), 'Markers'),
  field('type', u32le, 'Markers'),
  field('padding', ignored(496), 'Markers'),
]);
