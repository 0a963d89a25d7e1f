import { zeros } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';
import { longAd } from './places.ts';
import { descriptorTag } from './tag.ts';
import { charspec, dstring } from './text.ts';
import { timestamp } from './timestamp.ts';

/** File Set Descriptor: where the root is. ECMA-167 4/14.1, UDF 1.02 §2.3.2. */
export const fileSet = struct('fileSet', 512, [
  field('tag', descriptorTag, '4/14.1.1'),
  field('recordedAt', timestamp, '4/14.1.2'),
  field('interchangeLevel', u16le, '4/14.1.3'),
  field('maximumInterchangeLevel', u16le, '4/14.1.4'),
  field('characterSetList', u32le, '4/14.1.5'),
  field('maximumCharacterSetList', u32le, '4/14.1.6'),
  field('number', u32le, '4/14.1.7'),
  field('descriptorNumber', u32le, '4/14.1.8'),
  field('logicalVolumeCharacterSet', charspec, '4/14.1.9'),
  field('logicalVolumeId', dstring(128), '4/14.1.10'),
  field('fileSetCharacterSet', charspec, '4/14.1.11'),
  field('fileSetId', dstring(32), '4/14.1.12'),
  field('copyrightFile', dstring(32), '4/14.1.13'),
  field('abstractFile', dstring(32), '4/14.1.14'),
  field('root', longAd, '4/14.1.15'),
  field('domainId', entityId, '4/14.1.16'),
  field('nextExtent', longAd, '4/14.1.17'),
  field('reserved', zeros(48), '4/14.1.18'),
]);
