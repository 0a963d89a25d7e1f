import { raw, zeros } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';
import { extentAd } from './places.ts';
import { descriptorTag } from './tag.ts';
import { charspec, dstring } from './text.ts';
import { timestamp } from './timestamp.ts';

/** Primary Volume Descriptor. ECMA-167 3/10.1, UDF 1.02 §2.2.2. */
export const primaryVolume = struct('udfPrimaryVolume', 512, [
  field('tag', descriptorTag, '3/10.1.1'),
  field('sequenceNumber', u32le, '3/10.1.2'),
  field('descriptorNumber', u32le, '3/10.1.3'),
  field('volumeId', dstring(32), '3/10.1.4'),
  field('volumeSequence', u16le, '3/10.1.5'),
  field('maximumVolumeSequence', u16le, '3/10.1.6'),
  field('interchangeLevel', u16le, '3/10.1.7'),
  field('maximumInterchangeLevel', u16le, '3/10.1.8'),
  field('characterSetList', u32le, '3/10.1.9'),
  field('maximumCharacterSetList', u32le, '3/10.1.10'),
  field('volumeSetId', dstring(128), '3/10.1.11'),
  field('descriptorCharacterSet', charspec, '3/10.1.12'),
  field('explanatoryCharacterSet', charspec, '3/10.1.13'),
  field('volumeAbstract', extentAd, '3/10.1.14'),
  field('copyrightNotice', extentAd, '3/10.1.15'),
  field('applicationId', entityId, '3/10.1.16'),
  field('recordedAt', timestamp, '3/10.1.17'),
  field('implementationId', entityId, '3/10.1.18'),
  field('implementationUse', raw(64), '3/10.1.19'),
  field('predecessor', u32le, '3/10.1.20'),
  field('flags', u16le, '3/10.1.21'),
  field('reserved', zeros(22), '3/10.1.22'),
]);
