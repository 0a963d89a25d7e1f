import { zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { entityId } from './entity-id.ts';
import { icbTag } from './icb-tag.ts';
import { longAd } from './places.ts';
import { descriptorTag } from './tag.ts';
import { timestamp } from './timestamp.ts';

/** Extended File Entry; extended attributes and allocation descriptors follow. ECMA-167 4/14.17. */
export const extendedFileEntry = struct('extendedFileEntry', 216, [
  field('tag', descriptorTag, '4/14.17.1'),
  field('icbTag', icbTag, '4/14.17.2'),
  field('userId', u32le, '4/14.17.3'),
  field('groupId', u32le, '4/14.17.4'),
  field('permissions', u32le, '4/14.17.5'),
  field('links', u16le, '4/14.17.6'),
  field('recordFormat', u8, '4/14.17.7'),
  field('recordDisplayAttributes', u8, '4/14.17.8'),
  field('recordBytes', u32le, '4/14.17.9'),
  field('lengthBytes', u64le, '4/14.17.10'),
  field('objectBytes', u64le, '4/14.17.11'),
  field('recordedBlocks', u64le, '4/14.17.12'),
  field('accessedAt', timestamp, '4/14.17.13'),
  field('modifiedAt', timestamp, '4/14.17.14'),
  field('createdAt', timestamp, '4/14.17.15'),
  field('attributesAt', timestamp, '4/14.17.16'),
  field('checkpoint', u32le, '4/14.17.17'),
  field('reserved', zeros(4), '4/14.17.18'),
  field('extendedAttributeIcb', longAd, '4/14.17.19'),
  field('streamDirectoryIcb', longAd, '4/14.17.20'),
  field('implementationId', entityId, '4/14.17.21'),
  field('uniqueId', u64le, '4/14.17.22'),
  field('extendedAttributeBytes', u32le, '4/14.17.23'),
  field('allocationBytes', u32le, '4/14.17.24'),
]);
