import { u16le, u32le } from '../../codec/numbers.ts';
import { descriptorCrc } from './crc.ts';
import { descriptorTag, tagChecksum } from './tag.ts';

/** What a tag says of the descriptor that follows it. */
export interface ReadTag {
  readonly identifier: number;
  readonly location: number;
}

/**
 * The tag at the beginning of `bytes`, when its checksum and the CRC of what it covers are right; systems refuse other
 * descriptors too. A CRC over more than `bytes` is not looked at: some writers count more than a block.
 */
export function readTag(bytes: Uint8Array): ReadTag | undefined {
  const { sizeBytes } = descriptorTag;
  if (bytes.length < sizeBytes || tagChecksum(bytes, 0) !== bytes[CHECKSUM_AT]) return undefined;
  const crc = u16le.read(bytes, CRC_AT, quiet);
  const endByte = sizeBytes + u16le.read(bytes, CRC_BYTES_AT, quiet);
  if (endByte <= bytes.length && descriptorCrc(bytes, sizeBytes, endByte) !== crc) return undefined;
  return { identifier: u16le.read(bytes, 0, quiet), location: u32le.read(bytes, LOCATION_AT, quiet) };
}

/** Places in the tag: it is read for each name and each entry, so without a value for every field. ECMA-167 3/7.2. */
const CHECKSUM_AT = 4;
const CRC_AT = 8;
const CRC_BYTES_AT = 10;
const LOCATION_AT = 12;

function quiet(): void {}
