import { ascii, ignored, literal, raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { guid } from '../gpt/guid.ts';

// [MS-VHDX], "Virtual Hard Disk v2 (VHDX) File Format".

export const VHDX_HEADER_BYTES = 4096;
export const VHDX_HEADERS_AT = [64 << 10, 128 << 10] as const;
export const VHDX_REGIONS_AT = [192 << 10, 256 << 10] as const;
export const VHDX_REGION_TABLE_BYTES = 64 << 10;
/** Where the CRC-32C stands in headers, region tables and entries of the log. */
export const VHDX_SUM_AT = 4;
export const VHDX_PAGE_BYTES = 4096;
export const MOST_VHDX_ENTRIES = 2047;

/** §2.2.2. */
export const vhdxHeader = struct('vhdxHeader', 80, [
  field('signature', literal(...ascii('head')), '§2.2.2'),
  field('checksum', u32le, '§2.2.2'),
  field('sequence', u64le, '§2.2.2'),
  field('fileWriteGuid', ignored(16), '§2.2.2'),
  field('dataWriteGuid', ignored(16), '§2.2.2'),
  field('logGuid', guid, '§2.2.2'),
  field('logVersion', u16le, '§2.2.2'),
  field('version', u16le, '§2.2.2'),
  field('logBytes', u32le, '§2.2.2'),
  field('logByte', u64le, '§2.2.2'),
]);
export type VhdxHeader = ValueOf<typeof vhdxHeader>;

/** §2.2.3.1. */
export const vhdxRegionTable = struct('vhdxRegionTable', 16, [
  field('signature', literal(...ascii('regi')), '§2.2.3.1'),
  field('checksum', u32le, '§2.2.3.1'),
  field('entries', u32le, '§2.2.3.1'),
  field('reserved', ignored(4), '§2.2.3.1'),
]);

/** §2.2.3.2. */
export const vhdxRegion = struct('vhdxRegion', 32, [
  field('id', guid, '§2.2.3.2'),
  field('atByte', u64le, '§2.2.3.2'),
  field('lengthBytes', u32le, '§2.2.3.2'),
  field('required', u32le, '§2.2.3.2'),
]);
export type VhdxRegion = ValueOf<typeof vhdxRegion>;

export const VHDX_BLOCK_TABLE = '2dc27766-f623-4200-9d64-115e9bfd4a08';
export const VHDX_METADATA = '8b7ca206-4790-4b9a-b8fe-575f050f886e';

/** §2.6.1.1. */
export const vhdxMetadataTable = struct('vhdxMetadataTable', 32, [
  field('signature', literal(...ascii('metadata')), '§2.6.1.1'),
  field('reserved', ignored(2), '§2.6.1.1'),
  field('entries', u16le, '§2.6.1.1'),
  field('reserved2', ignored(20), '§2.6.1.1'),
]);

/** §2.6.1.2. */
export const vhdxMetadataEntry = struct('vhdxMetadataEntry', 32, [
  field('id', guid, '§2.6.1.2'),
  field('offset', u32le, '§2.6.1.2'),
  field('lengthBytes', u32le, '§2.6.1.2'),
  field('flags', u32le, '§2.6.1.2'),
  field('reserved', ignored(4), '§2.6.1.2'),
]);

export const VHDX_REQUIRED_ITEM = 4;
/** §2.6.2. */
export const VHDX_ITEMS = {
  fileParameters: 'caa16737-fa36-4d43-b3b6-33f0aa44e76b',
  diskSize: '2fa54224-cd1b-4876-b211-5dbed83bf4b8',
  logicalSector: '8141bf1d-a96f-4709-ba47-f233a8faab5f',
  physicalSector: 'cda348c7-445d-4471-9cc9-e9885251c556',
  diskId: 'beca12ab-b2e6-4523-93ef-c309e000c746',
  parent: 'a8d35f2d-b30b-454d-abf7-d3d84834ab0c',
} as const;
/** Bit of the file parameters: it holds only what differs. §2.6.2.1 */
export const VHDX_HAS_PARENT = 2;

/** States of a block, the low three bits of its entry: from this one on it may be stored. §2.5.1.1 */
export const VHDX_FULLY_PRESENT = 6;
export const VHDX_LEAST_STORED = 4;

/** An entry of the log. §2.3.1.1 */
export const vhdxLogEntry = struct('vhdxLogEntry', 64, [
  field('signature', literal(...ascii('loge')), '§2.3.1.1'),
  field('checksum', u32le, '§2.3.1.1'),
  field('entryBytes', u32le, '§2.3.1.1'),
  field('tail', u32le, '§2.3.1.1'),
  field('sequence', u64le, '§2.3.1.1'),
  field('descriptors', u32le, '§2.3.1.1'),
  field('reserved', ignored(4), '§2.3.1.1'),
  field('logGuid', guid, '§2.3.1.1'),
  field('flushedBytes', u64le, '§2.3.1.1'),
  field('lastBytes', u64le, '§2.3.1.1'),
]);
export type VhdxLogEntry = ValueOf<typeof vhdxLogEntry>;

/** Zeros, or a page, that belong to a place in the file. §2.3.1.2, §2.3.1.3 */
export const vhdxLogDescriptor = struct('vhdxLogDescriptor', 32, [
  field('signature', raw(4), '§2.3.1.2'),
  field('trailing', raw(4), '§2.3.1.3'),
  field('leading', raw(8), '§2.3.1.3'),
  field('atByte', u64le, '§2.3.1.2'),
  field('sequence', u64le, '§2.3.1.2'),
]);
export type VhdxLogDescriptor = ValueOf<typeof vhdxLogDescriptor>;
