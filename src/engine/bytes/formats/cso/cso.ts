import { ignored, raw } from '../../codec/fixed.ts';
import { u8, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** CISO and ZISO. maxcso, README_CSO.md, "README_CSO". */
export const csoHeader = struct('csoHeader', 24, [
  field('magic', raw(4), 'README_CSO'),
  field('headerBytes', u32le, 'README_CSO'),
  field('sizeBytes', u64le, 'README_CSO'),
  field('blockBytes', u32le, 'README_CSO'),
  field('version', u8, 'README_CSO'),
  field('indexShift', u8, 'README_CSO'),
  field('unused', ignored(2), 'README_CSO'),
]);

/** The top bit of an entry: it is stored as it is (versions 0 and 1), or packed with LZ4 (2). */
export const CSO_TOP_BIT = 0x8000_0000;
export const MOST_CSO_VERSION = 2;

/** DAX, whose only description are programs that read it. */
export const daxHeader = struct('daxHeader', 32, [
  field('magic', raw(4), 'header'),
  field('sizeBytes', u32le, 'header'),
  field('version', u32le, 'header'),
  field('storedAreas', u32le, 'header'),
  field('unused', ignored(16), 'header'),
]);

export const DAX_FRAME_BYTES = 8192;
export const MOST_DAX_AREAS = 192;
