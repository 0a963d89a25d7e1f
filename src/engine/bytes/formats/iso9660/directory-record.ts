import { u8, u16both, u32both } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { type RecordDate, recordDate } from './dates.ts';

/** A directory record up to its identifier. ECMA-119 §9.1. */
export const directoryRecord = struct('directoryRecord', 33, [
  field('recordBytes', u8, '§9.1.1'),
  field('extendedAttributeSectors', u8, '§9.1.2'),
  field('extentLba', u32both, '§9.1.3'),
  field('dataBytes', u32both, '§9.1.4'),
  field('recordedAt', recordDate, '§9.1.5'),
  field('flags', u8, '§9.1.6'),
  field('fileUnitSectors', u8, '§9.1.7'),
  field('interleaveGapSectors', u8, '§9.1.8'),
  field('volumeSequence', u16both, '§9.1.9'),
  field('identifierBytes', u8, '§9.1.10'),
]);
export type DirectoryRecord = ValueOf<typeof directoryRecord>;

/** File flags. ECMA-119 §9.1.6. */
export const FLAG_DIRECTORY = 0x02;
export const FLAG_MULTI_EXTENT = 0x80;

/** Identifiers of a directory's own record and of its parent's. ECMA-119 §7.6.2. */
export const SELF_IDENTIFIER = 0x00;
export const PARENT_IDENTIFIER = 0x01;

/** A record is even, so the length byte allows no more. */
export const MAX_RECORD_BYTES = 254;

/** What differs from record to record; the identifier and system use follow these bytes. */
export interface RecordFacts {
  readonly recordBytes: number;
  readonly extentLba: number;
  readonly dataBytes: number;
  readonly recordedAt: RecordDate;
  readonly flags: number;
  readonly identifierBytes: number;
}

/** The fixed part of a record as we write it: no interleaving, no extended attributes, one volume. */
export function recordOf(facts: RecordFacts): DirectoryRecord {
  return {
    ...facts,
    extendedAttributeSectors: 0,
    fileUnitSectors: 0,
    interleaveGapSectors: 0,
    volumeSequence: 1,
  };
}

/** Bytes before the system use area: fixed part, identifier, and a pad byte to an even length. ECMA-119 §9.1.12. */
export function systemUseStart(identifierBytes: number): number {
  const bytes = directoryRecord.sizeBytes + identifierBytes;
  return bytes + (bytes % 2);
}

/** Size of a whole record: even (§9.1.13 note), at most 254. */
export function recordBytes(identifierBytes: number, systemUseBytes: number): number {
  const bytes = systemUseStart(identifierBytes) + systemUseBytes;
  return bytes + (bytes % 2);
}
