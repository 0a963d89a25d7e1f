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
  if (bytes.length < descriptorTag.sizeBytes || tagChecksum(bytes, 0) !== bytes[4]) return undefined;
  const { identifier, location, crc, crcBytes } = descriptorTag.decode(bytes, { onNote: () => {} });
  const endByte = descriptorTag.sizeBytes + crcBytes;
  if (endByte <= bytes.length && descriptorCrc(bytes, descriptorTag.sizeBytes, endByte) !== crc)
    return undefined;
  return { identifier, location };
}
