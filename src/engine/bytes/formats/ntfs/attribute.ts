import { raw } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import type { FileRecordHead } from './file-record.ts';

/** linux-ntfs documentation, "Attributes: Standard Attribute Header". */
const attributeHead = struct('ntfsAttribute', 16, [
  field('type', u32le, 'Attribute 0x00'),
  field('lengthBytes', u32le, 'Attribute 0x04'),
  field('isNonResident', u8, 'Attribute 0x08'),
  field('nameUnits', u8, 'Attribute 0x09'),
  field('nameAt', u16le, 'Attribute 0x0A'),
  field('flags', u16le, 'Attribute 0x0C'),
  field('id', u16le, 'Attribute 0x0E'),
]);

const residentPart = struct('ntfsResident', 8, [
  field('valueBytes', u32le, 'Attribute 0x10'),
  field('valueAt', u16le, 'Attribute 0x14'),
  field('indexed', u8, 'Attribute 0x16'),
  field('unused', u8, 'Attribute 0x17'),
]);

const nonResidentPart = struct('ntfsNonResident', 48, [
  field('firstCluster', u64le, 'Attribute 0x10'),
  field('lastCluster', u64le, 'Attribute 0x18'),
  field('runsAt', u16le, 'Attribute 0x20'),
  field('unitLog2', u8, 'Attribute 0x22'),
  field('unused', raw(5), 'Attribute 0x23'),
  field('allocatedBytes', u64le, 'Attribute 0x28'),
  field('sizeBytes', u64le, 'Attribute 0x30'),
  field('initialisedBytes', u64le, 'Attribute 0x38'),
]);

/** An attribute of a file, or a part of one that has more clusters than one record can tell of. */
export type NtfsAttribute = ResidentAttribute | NonResidentAttribute;

interface Named {
  readonly type: number;
  readonly name: string;
  readonly flags: number;
}

export interface ResidentAttribute extends Named {
  readonly value: Uint8Array;
  /** Where its value stands in the record. */
  readonly valueAt: number;
}

export interface NonResidentAttribute extends Named {
  readonly value?: undefined;
  /** Of the attribute's clusters; sizes are told by the part with the first only. */
  readonly firstCluster: number;
  /** Clusters of a unit of compression, as a power of two. */
  readonly unitLog2: number;
  readonly sizeBytes: number;
  readonly initialisedBytes: number;
  /** Mapping pairs, see `clusterRuns`. */
  readonly pairs: Uint8Array;
}

export const attributeTypes = {
  standardInformation: 0x10,
  list: 0x20,
  fileName: 0x30,
  volumeName: 0x60,
  volumeInformation: 0x70,
  data: 0x80,
  indexRoot: 0x90,
  indexBlocks: 0xa0,
  bitmap: 0xb0,
  reparsePoint: 0xc0,
  extendedAttributes: 0xe0,
} as const;

export const ATTRIBUTE_COMPRESSION = 0x00ff;
export const ATTRIBUTE_ENCRYPTED = 0x4000;

const END_OF_ATTRIBUTES = 0xffffffff;
const NON_RESIDENT_BYTES = attributeHead.sizeBytes + nonResidentPart.sizeBytes;
const ignore = { onNote: () => {} };

/** The attributes of a record that was opened; undefined when one of them leaves the record. */
export function attributesIn(record: Uint8Array, head: FileRecordHead): NtfsAttribute[] | undefined {
  const found: NtfsAttribute[] = [];
  const end = Math.min(head.usedBytes, record.length);
  for (let at = head.attributesAt; at + attributeHead.sizeBytes <= end; ) {
    const { type, lengthBytes } = attributeHead.decode(record, { atByte: at, ...ignore });
    if (type === END_OF_ATTRIBUTES) break;
    if (lengthBytes < 24 || lengthBytes % 8 !== 0 || at + lengthBytes > end) return undefined;
    const attribute = attributeAt(record.subarray(at, at + lengthBytes), at);
    if (!attribute) return undefined;
    found.push(attribute);
    at += lengthBytes;
  }
  return found;
}

function attributeAt(bytes: Uint8Array, atByte: number): NtfsAttribute | undefined {
  const { type, nameUnits, nameAt, flags, isNonResident } = attributeHead.decode(bytes, ignore);
  const nameEnd = nameAt + 2 * nameUnits;
  if (nameUnits > 0 && nameEnd > bytes.length) return undefined;
  const name = nameUnits === 0 ? '' : readUtf16le(bytes.subarray(nameAt, nameEnd));
  const named = { type, name, flags };
  return isNonResident ? nonResident(bytes, named) : resident(bytes, named, atByte);
}

function resident(bytes: Uint8Array, named: Named, atByte: number): ResidentAttribute | undefined {
  const { valueBytes, valueAt } = residentPart.decode(bytes, { atByte: attributeHead.sizeBytes, ...ignore });
  if (valueAt + valueBytes > bytes.length) return undefined;
  return { ...named, value: bytes.subarray(valueAt, valueAt + valueBytes), valueAt: atByte + valueAt };
}

function nonResident(bytes: Uint8Array, named: Named): NonResidentAttribute | undefined {
  if (bytes.length < NON_RESIDENT_BYTES) return undefined;
  const part = nonResidentPart.decode(bytes, { atByte: attributeHead.sizeBytes, ...ignore });
  const { firstCluster, unitLog2, sizeBytes, initialisedBytes } = part;
  const areExact = [firstCluster, sizeBytes, initialisedBytes].every(Number.isSafeInteger);
  if (!areExact || part.runsAt > bytes.length) return undefined;
  return {
    ...named,
    firstCluster,
    unitLog2,
    sizeBytes,
    initialisedBytes,
    pairs: bytes.subarray(part.runsAt),
  };
}
