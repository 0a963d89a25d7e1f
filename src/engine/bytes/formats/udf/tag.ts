import { present } from '../../../contract/failure/present.ts';
import { zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, type Struct, struct, type ValueOf } from '../../codec/struct.ts';
import { descriptorCrc } from './crc.ts';

/** What every descriptor begins with. ECMA-167 3/7.2, 4/7.2. */
export const descriptorTag = struct('descriptorTag', 16, [
  field('identifier', u16le, '3/7.2.1'),
  field('version', u16le, '3/7.2.2'),
  field('checksum', u8, '3/7.2.3'),
  field('reserved', zeros(1), '3/7.2.4'),
  field('serial', u16le, '3/7.2.5'),
  field('crc', u16le, '3/7.2.6'),
  field('crcBytes', u16le, '3/7.2.7'),
  field('location', u32le, '3/7.2.8'),
]);
export type DescriptorTag = ValueOf<typeof descriptorTag>;

/** Which descriptor it is. ECMA-167 3/7.2.1, 4/7.2.1. */
export const tagIds = {
  primaryVolume: 1,
  anchor: 2,
  implementationUse: 4,
  partition: 5,
  logicalVolume: 6,
  unallocatedSpace: 7,
  terminating: 8,
  integrity: 9,
  fileSet: 256,
  fileIdentifier: 257,
  allocationExtent: 258,
  fileEntry: 261,
  extendedAttributes: 262,
} as const;

/** Second edition of ECMA-167, which UDF 1.02 builds on. UDF 1.02 §2.2.1.1. */
const TAG_VERSION = 2;
const CHECKSUM_AT = 4;
const NO_TAG: DescriptorTag = {
  identifier: 0,
  version: TAG_VERSION,
  checksum: 0,
  serial: 1,
  crc: 0,
  crcBytes: 0,
  location: 0,
};

export interface TagFacts {
  readonly identifier: number;
  /** Block of the medium in volume descriptors, of the partition in file descriptors. */
  readonly location: number;
  /** The whole descriptor, when more follows the fixed fields. */
  readonly lengthBytes?: number;
}

/** Writes a descriptor without its tag; what follows the fixed fields is written before `sealTag`. */
export function writeUntagged<V extends { readonly tag: DescriptorTag }>(
  form: Struct<V>,
  bytes: Uint8Array,
  at: number,
  value: Omit<V, 'tag'>,
): void {
  form.write(bytes, at, { ...value, tag: NO_TAG } as V);
}

/** Writes the tag over what stands behind it: CRC first, then the checksum of the tag. ECMA-167 3/7.2.3, 3/7.2.6. */
export function sealTag(
  bytes: Uint8Array,
  at: number,
  facts: TagFacts & { readonly lengthBytes: number },
): void {
  const { identifier, location, lengthBytes } = facts;
  const crc = descriptorCrc(bytes, at + descriptorTag.sizeBytes, at + lengthBytes);
  const crcBytes = lengthBytes - descriptorTag.sizeBytes;
  descriptorTag.write(bytes, at, { ...NO_TAG, identifier, location, crc, crcBytes });
  bytes[at + CHECKSUM_AT] = tagChecksum(bytes, at);
}

/** A whole descriptor with its tag. */
export function writeDescriptor<V extends { readonly tag: DescriptorTag }>(
  form: Struct<V>,
  bytes: Uint8Array,
  at: number,
  value: Omit<V, 'tag'>,
  facts: TagFacts,
): void {
  writeUntagged(form, bytes, at, value);
  sealTag(bytes, at, { lengthBytes: form.sizeBytes, ...facts });
}

/** Sum of the tag's bytes without the checksum itself. ECMA-167 3/7.2.3. */
export function tagChecksum(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < descriptorTag.sizeBytes; i++) if (i !== CHECKSUM_AT) sum += present(bytes[at + i]);
  return sum & 0xff;
}
