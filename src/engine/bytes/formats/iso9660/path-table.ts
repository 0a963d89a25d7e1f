import { u8, u16be, u16le, u32be, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

/** A path table record up to its identifier, little-endian table. ECMA-119 §9.4, §6.9.1. */
export const pathTableRecordL = struct('pathTableRecordL', 8, [
  field('identifierBytes', u8, '§9.4.1'),
  field('extendedAttributeSectors', u8, '§9.4.2'),
  field('extentLba', u32le, '§9.4.3'),
  field('parentNumber', u16le, '§9.4.4'),
]);

/** The same, big-endian table. ECMA-119 §9.4, §6.9.1. */
export const pathTableRecordM = struct('pathTableRecordM', 8, [
  field('identifierBytes', u8, '§9.4.1'),
  field('extendedAttributeSectors', u8, '§9.4.2'),
  field('extentLba', u32be, '§9.4.3'),
  field('parentNumber', u16be, '§9.4.4'),
]);
/**
 * Highest number a parent can have (16 bits). Folders beyond it say this number: readers of path tables then see them
 * in a wrong place, everyone else (who follows directory records) does not notice.
 */
export const MAX_PARENT_NUMBER = 0xffff;

/** One folder of a path table, in the order of §6.9.1: level, number of the parent, identifier. */
export interface PathTableEntry {
  /** Identifier as bytes; one zero byte for the root. */
  readonly identifier: Uint8Array;
  readonly extentLba: number;
  /** From 1; the root is its own parent. */
  readonly parentNumber: number;
}

export type ByteOrder = 'L' | 'M';

/** Bytes of a record with its pad byte. ECMA-119 §9.4.6. */
export function pathTableRecordBytes(identifierBytes: number): number {
  return pathTableRecordL.sizeBytes + identifierBytes + (identifierBytes % 2);
}

/** Writes a whole path table at the start of `bytes`, which must be zero; returns its length. */
export function writePathTable(
  bytes: Uint8Array,
  order: ByteOrder,
  entries: Iterable<PathTableEntry>,
): number {
  const form = order === 'L' ? pathTableRecordL : pathTableRecordM;
  let at = 0;
  for (const { identifier, extentLba, parentNumber } of entries) {
    form.write(bytes, at, {
      identifierBytes: identifier.length,
      extendedAttributeSectors: 0,
      extentLba,
      parentNumber: Math.min(parentNumber, MAX_PARENT_NUMBER),
    });
    bytes.set(identifier, at + form.sizeBytes);
    at += pathTableRecordBytes(identifier.length);
  }
  return at;
}
