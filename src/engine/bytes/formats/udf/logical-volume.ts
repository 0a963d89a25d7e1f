import { literal, raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';
import { extentAd, longAd } from './places.ts';
import { descriptorTag } from './tag.ts';
import { charspec, dstring } from './text.ts';

/** Partition map of type 1: partition 0 of this volume, as it lies. ECMA-167 3/10.7.2. */
const partitionMap = struct('partitionMap', 6, [
  field('type', literal(1), '3/10.7.1.1'),
  field('lengthBytes', literal(6), '3/10.7.1.2'),
  field('volumeSequence', u16le, '3/10.7.2.3'),
  field('partition', u16le, '3/10.7.2.4'),
]);

const headFields = [
  field('tag', descriptorTag, '3/10.6.1'),
  field('sequenceNumber', u32le, '3/10.6.2'),
  field('characterSet', charspec, '3/10.6.3'),
  field('logicalVolumeId', dstring(128), '3/10.6.4'),
  field('blockBytes', u32le, '3/10.6.5'),
  field('domainId', entityId, '3/10.6.6'),
  field('fileSet', longAd, '3/10.6.7'),
  field('mapTableBytes', u32le, '3/10.6.8'),
  field('partitionMaps', u32le, '3/10.6.9'),
  field('implementationId', entityId, '3/10.6.10'),
  field('implementationUse', raw(128), '3/10.6.11'),
  field('integritySequence', extentAd, '3/10.6.12'),
] as const;

/** Logical Volume Descriptor up to its partition maps, of which there may be any number. ECMA-167 3/10.6. */
export const logicalVolumeHead = struct('logicalVolumeHead', 440, headFields);

/** Logical Volume Descriptor with one partition map. ECMA-167 3/10.6, UDF 1.02 §2.2.4. */
export const logicalVolume = struct('logicalVolume', 446, [
  ...headFields,
  field('partitionMap', partitionMap, '3/10.6.13'),
]);
