import { u8, u16le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { BLOCK_BYTES } from './block.ts';
import { longAd, placeIn } from './places.ts';
import { descriptorTag, sealTag, tagIds, writeUntagged } from './tag.ts';
import { cs0Bytes, writeCs0 } from './text.ts';

/** File Identifier Descriptor: one name in a directory; the name and padding follow. ECMA-167 4/14.4. */
export const fileIdentifier = struct('fileIdentifier', 38, [
  field('tag', descriptorTag, '4/14.4.1'),
  field('fileVersion', u16le, '4/14.4.2'),
  field('characteristics', u8, '4/14.4.3'),
  field('nameBytes', u8, '4/14.4.4'),
  field('icb', longAd, '4/14.4.5'),
  field('implementationUseBytes', u16le, '4/14.4.6'),
]);

/** ECMA-167 4/14.4.3. */
export const IS_DIRECTORY = 0x02;
export const IS_PARENT = 0x08;
const FILE_VERSION = 1;

/** Size of a whole descriptor: a multiple of four. ECMA-167 4/14.4.9. */
export function identifierBytes(name: string): number {
  return (fileIdentifier.sizeBytes + cs0Bytes(name) + 3) & ~3;
}

export interface IdentifierFacts {
  /** '' for the parent. */
  readonly name: string;
  readonly characteristics: number;
  /** Of the file entry, in the partition. */
  readonly entryBlock: number;
  /** Where this descriptor begins, in the partition. */
  readonly location: number;
}

/** Writes a descriptor into zeros; returns its size. */
export function writeIdentifier(bytes: Uint8Array, at: number, facts: IdentifierFacts): number {
  const { name, characteristics, entryBlock, location } = facts;
  const lengthBytes = identifierBytes(name);
  writeUntagged(fileIdentifier, bytes, at, {
    fileVersion: FILE_VERSION,
    characteristics,
    nameBytes: cs0Bytes(name),
    icb: placeIn(entryBlock, BLOCK_BYTES),
    implementationUseBytes: 0,
  });
  writeCs0(bytes, at + fileIdentifier.sizeBytes, name);
  sealTag(bytes, at, { identifier: tagIds.fileIdentifier, location, lengthBytes });
  return lengthBytes;
}
