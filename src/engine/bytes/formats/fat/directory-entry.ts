import { literal, raw, zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

export const DIRECTORY_ENTRY_BYTES = 32;

/** Directory entry with a short name. fatgen103 "FAT directory structure". */
export const shortEntry = struct('shortEntry', DIRECTORY_ENTRY_BYTES, [
  field('name', raw(11), 'DIR_Name'),
  field('attributes', u8, 'DIR_Attr'),
  field('reserved', zeros(1), 'DIR_NTRes'),
  field('createdTenths', u8, 'DIR_CrtTimeTenth'),
  field('createdTime', u16le, 'DIR_CrtTime'),
  field('createdDate', u16le, 'DIR_CrtDate'),
  field('accessedDate', u16le, 'DIR_LstAccDate'),
  field('clusterHigh', u16le, 'DIR_FstClusHI'),
  field('writtenTime', u16le, 'DIR_WrtTime'),
  field('writtenDate', u16le, 'DIR_WrtDate'),
  field('clusterLow', u16le, 'DIR_FstClusLO'),
  field('sizeBytes', u32le, 'DIR_FileSize'),
]);

/** One part of a long name, before the short entry, last part first. fatgen103 "FAT long directory entries". */
export const longEntry = struct('longEntry', DIRECTORY_ENTRY_BYTES, [
  field('order', u8, 'LDIR_Ord'),
  field('name1', raw(10), 'LDIR_Name1'),
  field('attributes', literal(0x0f), 'LDIR_Attr'),
  field('type', literal(0), 'LDIR_Type'),
  field('checksum', u8, 'LDIR_Chksum'),
  field('name2', raw(12), 'LDIR_Name2'),
  field('cluster', zeros(2), 'LDIR_FstClusLO'),
  field('name3', raw(4), 'LDIR_Name3'),
]);

export const ATTRIBUTE_VOLUME_LABEL = 0x08;
export const ATTRIBUTE_FOLDER = 0x10;
export const ATTRIBUTE_ARCHIVE = 0x20;
export const ATTRIBUTES_LONG_NAME = 0x0f;

export interface ShortEntryFacts {
  /** 11 bytes. */
  readonly name: Uint8Array;
  readonly attributes: number;
  readonly firstCluster: number;
  readonly sizeBytes: number;
  /** Unix seconds. */
  readonly modifiedAt: number;
}

export function shortEntryBytes(facts: ShortEntryFacts): Uint8Array {
  const { date, time } = fatTime(facts.modifiedAt);
  return shortEntry.encode({
    name: facts.name,
    attributes: facts.attributes,
    createdTenths: 0,
    createdTime: time,
    createdDate: date,
    accessedDate: date,
    clusterHigh: facts.firstCluster >>> 16,
    writtenTime: time,
    writtenDate: date,
    clusterLow: facts.firstCluster & 0xffff,
    sizeBytes: facts.sizeBytes,
  });
}

const EARLIEST = Date.UTC(1980, 0, 1) / 1000;
const LATEST = Date.UTC(2107, 11, 31, 23, 59, 58) / 1000;

/** Steps of two seconds from 1980 to 2107, in GMT; others become the nearest. fatgen103 "Date and time formats". */
export function fatTime(unixSeconds: number): { readonly date: number; readonly time: number } {
  const date = new Date(Math.min(Math.max(unixSeconds, EARLIEST), LATEST) * 1000);
  const days = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return { date: days, time };
}

/** Milliseconds since 1970 of a date and a time, taken as GMT; undefined for a date that is none. */
export function unixMsOf(date: number, time: number): number | undefined {
  const month = (date >> 5) & 15;
  const day = date & 31;
  if (month < 1 || month > 12 || day < 1) return undefined;
  return Date.UTC(1980 + (date >> 9), month - 1, day, time >> 11, (time >> 5) & 63, 2 * (time & 31));
}
