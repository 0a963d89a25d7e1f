import { ignored, raw } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

const SECTION = 'Header';

/** QEMU, docs/interop/parallels.txt. Lengths are in sectors of 512 bytes. */
export const parallelsHeader = struct('parallelsHeader', 64, [
  field('magic', raw(16), SECTION),
  field('version', u32le, SECTION),
  field('heads', u32le, SECTION),
  field('cylinders', u32le, SECTION),
  field('clusterSectors', u32le, SECTION),
  field('tableEntries', u32le, SECTION),
  field('sectors', u32le, SECTION),
  field('sectorsHigh', u32le, SECTION),
  field('inUse', u32le, SECTION),
  field('dataSector', u32le, SECTION),
  field('flags', u32le, SECTION),
  field('extension', ignored(8), SECTION),
]);

export const PARALLELS_VERSION = 2;
/** Places in the table count clusters in the place of sectors, and the size has 64 bits. */
export const PARALLELS_EXTENDED = 'WithouFreSpacExt';
/** `inUse`: it was not closed. */
export const PARALLELS_OPEN = 0x746f6e59;
