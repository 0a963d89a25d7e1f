import { ignored, raw } from '../../codec/fixed.ts';
import { u8, u16be, u32be } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64be } from '../../codec/u64.ts';

// Of Nero, whose only description are programs that read it (libcdio, lib/driver/image/nrg.h). Numbers are big-endian.

/** Version 2, the last twelve bytes: where the chunks begin. */
export const nrgFooter = struct('nrgFooter', 12, [
  field('magic', raw(4), 'NER5'),
  field('chunksByte', u64be, 'NER5'),
]);

/** Version 1, the last eight bytes. */
export const nrgOldFooter = struct('nrgOldFooter', 8, [
  field('magic', raw(4), 'NERO'),
  field('chunksByte', u32be, 'NERO'),
]);

/** In front of what a chunk holds. */
export const nrgChunk = struct('nrgChunk', 8, [
  field('name', raw(4), 'chunk'),
  field('lengthBytes', u32be, 'chunk'),
]);

/** What stands before the tracks of a disc at once. */
export const NRG_DAO_HEAD_BYTES = 22;

/** A track of a disc that is written at once, version 2: sectors from `startByte` on are its own, those before it its gap. */
export const nrgDaoTrack = struct('nrgDaoTrack', 42, [
  field('code', ignored(12), 'DAOX'),
  field('sectorBytes', u16be, 'DAOX'),
  field('mode', u8, 'DAOX'),
  field('unknown', ignored(3), 'DAOX'),
  field('gapByte', u64be, 'DAOX'),
  field('startByte', u64be, 'DAOX'),
  field('endByte', u64be, 'DAOX'),
]);

/** The same of version 1. */
export const nrgOldDaoTrack = struct('nrgOldDaoTrack', 30, [
  field('code', ignored(12), 'DAOI'),
  field('sectorBytes', u16be, 'DAOI'),
  field('mode', u8, 'DAOI'),
  field('unknown', ignored(3), 'DAOI'),
  field('gapByte', u32be, 'DAOI'),
  field('startByte', u32be, 'DAOI'),
  field('endByte', u32be, 'DAOI'),
]);

/** A track that is written alone, version 2. */
export const nrgTaoTrack = struct('nrgTaoTrack', 32, [
  field('startByte', u64be, 'ETN2'),
  field('lengthBytes', u64be, 'ETN2'),
  field('mode', u32be, 'ETN2'),
  field('startSector', u32be, 'ETN2'),
  field('unknown', ignored(8), 'ETN2'),
]);

/** The same of version 1. */
export const nrgOldTaoTrack = struct('nrgOldTaoTrack', 20, [
  field('startByte', u32be, 'ETNF'),
  field('lengthBytes', u32be, 'ETNF'),
  field('mode', u32be, 'ETNF'),
  field('startSector', u32be, 'ETNF'),
  field('unknown', ignored(4), 'ETNF'),
]);

/** By its mode: what a sector is and how long; 15 to 17 with subchannels. */
export const NRG_MODES: Readonly<Record<number, readonly [mode: string, sectorBytes: number]>> = {
  0: ['MODE1/2048', 2048],
  2: ['MODE2/2048', 2048],
  3: ['MODE2/2336', 2336],
  5: ['MODE1/2352', 2352],
  6: ['MODE2/2352', 2352],
  7: ['AUDIO', 2352],
  15: ['MODE1/2448', 2448],
  16: ['AUDIO', 2448],
  17: ['MODE2/2448', 2448],
};
