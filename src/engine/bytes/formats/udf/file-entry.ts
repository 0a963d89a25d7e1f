import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { BLOCK_BYTES } from './block.ts';
import { entityId } from './entity-id.ts';
import { icbTag } from './icb-tag.ts';
import { longAd } from './places.ts';
import { descriptorTag } from './tag.ts';
import { timestamp } from './timestamp.ts';

/** File Entry; extended attributes and allocation descriptors follow. ECMA-167 4/14.9. */
export const fileEntry = struct('fileEntry', 176, [
  field('tag', descriptorTag, '4/14.9.1'),
  field('icbTag', icbTag, '4/14.9.2'),
  field('userId', u32le, '4/14.9.3'),
  field('groupId', u32le, '4/14.9.4'),
  field('permissions', u32le, '4/14.9.5'),
  field('links', u16le, '4/14.9.6'),
  field('recordFormat', u8, '4/14.9.7'),
  field('recordDisplayAttributes', u8, '4/14.9.8'),
  field('recordBytes', u32le, '4/14.9.9'),
  field('lengthBytes', u64le, '4/14.9.10'),
  field('recordedBlocks', u64le, '4/14.9.11'),
  field('accessedAt', timestamp, '4/14.9.12'),
  field('modifiedAt', timestamp, '4/14.9.13'),
  field('attributesAt', timestamp, '4/14.9.14'),
  field('checkpoint', u32le, '4/14.9.15'),
  field('extendedAttributeIcb', longAd, '4/14.9.16'),
  field('implementationId', entityId, '4/14.9.17'),
  field('uniqueId', u64le, '4/14.9.18'),
  field('extendedAttributeBytes', u32le, '4/14.9.19'),
  field('allocationBytes', u32le, '4/14.9.20'),
]);
export type FileEntry = ValueOf<typeof fileEntry>;

/** What is left in a block for attributes, and for allocation descriptors or the data itself. */
export const ENTRY_ROOM_BYTES = BLOCK_BYTES - fileEntry.sizeBytes;

/** Smaller ones are kept for what needs none; the root's is 0. UDF 1.02 §3.2.1.1. */
export const FIRST_UNIQUE_ID = 16;

/** A link count has 16 bits. ECMA-167 4/14.9.6. */
export const MAX_LINKS = 0xffff;

/**
 * Unix permissions of owner, group and others, five bits each: execute, write, read, and two for changing attributes
 * and deleting, which a read-only volume does not give. ECMA-167 4/14.9.5.
 */
export function permissionsOf(mode: number): number {
  return (mode & 0o7) | ((mode & 0o70) << 2) | ((mode & 0o700) << 4);
}
