import { ascii, ignored, literal } from '../../codec/fixed.ts';
import { u32be } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64be } from '../../codec/u64.ts';

// Apple's UDIF has no standard; these are the structures that dmg2img, 7-Zip and QEMU (block/dmg.c) read. Places are in sectors of 512 bytes where nothing else is said.

export const DMG_SECTOR_BYTES = 512;

/** The last 512 bytes. */
export const dmgTrailer = struct('dmgTrailer', 512, [
  field('magic', literal(...ascii('koly')), 'koly'),
  field('version', u32be, 'koly'),
  field('trailerBytes', u32be, 'koly'),
  field('flags', u32be, 'koly'),
  field('runningByte', ignored(8), 'koly'),
  field('dataByte', u64be, 'koly'),
  field('dataBytes', u64be, 'koly'),
  field('resourceFork', ignored(16), 'koly'),
  field('segment', u32be, 'koly'),
  field('segments', u32be, 'koly'),
  field('segmentId', ignored(16), 'koly'),
  field('dataChecksum', ignored(136), 'koly'),
  field('listByte', u64be, 'koly'),
  field('listBytes', u64be, 'koly'),
  field('reserved', ignored(120), 'koly'),
  field('checksum', ignored(136), 'koly'),
  field('variant', u32be, 'koly'),
  field('sectors', u64be, 'koly'),
  field('reserved2', ignored(12), 'koly'),
]);
export type DmgTrailer = ValueOf<typeof dmgTrailer>;

/** In front of the runs of one table of blocks. */
export const dmgTable = struct('dmgTable', 204, [
  field('magic', literal(...ascii('mish')), 'mish'),
  field('version', u32be, 'mish'),
  field('firstSector', u64be, 'mish'),
  field('sectors', u64be, 'mish'),
  field('dataByte', u64be, 'mish'),
  field('buffers', ignored(8), 'mish'),
  field('reserved', ignored(24), 'mish'),
  field('checksum', ignored(136), 'mish'),
  field('runs', u32be, 'mish'),
]);

export const dmgRun = struct('dmgRun', 40, [
  field('type', u32be, 'blkx'),
  field('comment', ignored(4), 'blkx'),
  field('sector', u64be, 'blkx'),
  field('sectors', u64be, 'blkx'),
  field('atByte', u64be, 'blkx'),
  field('storedBytes', u64be, 'blkx'),
]);

/** Types of runs. */
export const DMG_ZERO = 0;
export const DMG_RAW = 1;
export const DMG_IGNORED = 2;
export const DMG_COMMENT = 0x7ffffffe;
export const DMG_END = 0xffffffff;
