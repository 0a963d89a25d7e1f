import { raw, zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, type Struct, struct } from '../../codec/struct.ts';
import { groupDescriptor } from './group.ts';
import { extSuperblock } from './superblock.ts';

// What a volume that is made has in fields that nobody reads.

const SUPER = 'The Super Block';
const GROUP = 'Block Group Descriptors';

/** In place of `counters`. */
export const superCounters = struct('superCounters', 12, [
  field('reservedBlocks', u32le, SUPER),
  field('freeBlocks', u32le, SUPER),
  field('freeInodes', u32le, SUPER),
]);
/** In place of `times`: of the last mount and the last write, and mounts since the last check. */
export const superTimes = struct('superTimes', 12, [
  field('mountedAt', u32le, SUPER),
  field('writtenAt', u32le, SUPER),
  field('mounts', u16le, SUPER),
  field('mostMounts', u16le, SUPER),
]);
/** In place of `checks`. */
export const superChecks = struct('superChecks', 16, [
  field('onError', u16le, SUPER),
  field('minorRevision', u16le, SUPER),
  field('checkedAt', u32le, SUPER),
  field('checkEvery', u32le, SUPER),
  field('system', u32le, SUPER),
]);
/** In place of `reserved`. */
export const superReserved = struct('superReserved', 8, [
  field('owners', zeros(4), SUPER),
  field('firstInode', u32le, SUPER),
]);
/** In place of `hashing`. */
export const superHashing = struct('superHashing', 22, [
  field('orphan', zeros(4), SUPER),
  field('seed', raw(16), SUPER),
  field('hash', u8, SUPER),
  field('journalBackup', u8, SUPER),
]);
/** In place of `mount`, its default options. */
export const superMount = struct('superMount', 4, [field('options', u32le, SUPER)]);
/** In place of `made`: a copy of what the journal's inode says of its place, too. */
export const superMade = struct('superMade', 72, [
  field('madeAt', u32le, SUPER),
  field('journalBlocks', raw(60), SUPER),
  field('journalSizeHigh', u32le, SUPER),
  field('journalSize', u32le, SUPER),
]);
/** At the beginning of `more`, behind eight bytes. */
export const superExtra = struct('superExtra', 8, [
  field('leastExtra', u16le, SUPER),
  field('wantedExtra', u16le, SUPER),
  field('flags', u32le, SUPER),
]);

type SuperGap = 'counters' | 'times' | 'checks' | 'reserved' | 'hashing' | 'mount' | 'made' | 'more';

/** Where such a field begins. */
export function superAt(name: SuperGap): number {
  return gapAt(extSuperblock, name);
}

/** In place of `counters` of a group; the checksum is CRC-16 of what stands before it. */
export const groupCounters = struct('groupCounters', 20, [
  field('freeBlocks', u16le, GROUP),
  field('freeInodes', u16le, GROUP),
  field('folders', u16le, GROUP),
  field('flags', u16le, GROUP),
  field('sums', zeros(8), GROUP),
  field('unusedInodes', u16le, GROUP),
  field('checksum', u16le, GROUP),
]);
export const COUNTERS_AT = gapAt(groupDescriptor, 'counters');

/** bg_flags: parts of a group that nobody wrote. */
export const groupFlags = { inodesUnwritten: 1, bitmapUnwritten: 2, tableZeroed: 4 } as const;

/** Fields that carry no value have no offset of their own. */
function gapAt({ fields }: Pick<Struct<unknown>, 'fields'>, name: string): number {
  const at = fields.findIndex((one) => one.name === name);
  return fields.slice(0, at).reduce((sum, { codec }) => sum + codec.sizeBytes, 0);
}

/** The polynomial of CRC-16 as modems have it, least bit first. */
const POLYNOMIAL = 0xa001;

/** Goes on with a CRC-16 that begins with 0xffff. */
export function crc16(before: number, bytes: Uint8Array): number {
  let crc = before;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  }
  return crc;
}
