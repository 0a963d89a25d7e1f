import { ascii, ignored, literal } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

// Of Alcohol 120%, whose only description are programs that read it (libmirage, images/image-mds). Numbers are little-endian.

export const mdsHeader = struct('mdsHeader', 88, [
  field('magic', literal(...ascii('MEDIA DESCRIPTOR')), 'header'),
  field('version', u8, 'header'),
  field('minorVersion', u8, 'header'),
  field('medium', u16le, 'header'),
  field('sessions', u16le, 'header'),
  field('unknown', ignored(58), 'header'),
  field('sessionsByte', u32le, 'header'),
  field('more', ignored(4), 'header'),
]);

/** From this medium on it is a DVD, whose tracks say their length where those of a CD say where their gaps are. */
export const MDS_FIRST_DVD = 0x10;

export const mdsSession = struct('mdsSession', 24, [
  field('range', ignored(8), 'session'),
  field('number', u16le, 'session'),
  field('blocks', u8, 'session'),
  field('others', ignored(9), 'session'),
  field('tracksByte', u32le, 'session'),
]);

export const mdsTrack = struct('mdsTrack', 80, [
  field('mode', u8, 'track'),
  field('subchannel', u8, 'track'),
  field('unknown', ignored(2), 'track'),
  field('point', u8, 'track'),
  field('address', ignored(7), 'track'),
  field('lengthsByte', u32le, 'track'),
  field('sectorBytes', u16le, 'track'),
  field('more', ignored(18), 'track'),
  field('startSector', u32le, 'track'),
  field('startByte', u64le, 'track'),
  field('names', u32le, 'track'),
  field('namesByte', u32le, 'track'),
  field('rest', ignored(24), 'track'),
]);

/** The low bits of a mode. */
export const MDS_MODE_BITS = 7;
export const MDS_AUDIO = 1;

export const mdsLengths = struct('mdsLengths', 8, [
  field('gapSectors', u32le, 'lengths'),
  field('sectors', u32le, 'lengths'),
]);

export const mdsName = struct('mdsName', 16, [
  field('nameByte', u32le, 'name'),
  field('isWide', u32le, 'name'),
  field('unknown', ignored(8), 'name'),
]);
