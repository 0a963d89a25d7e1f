import { raw } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';
import { descriptorTag } from './tag.ts';
import { charspec, dstring } from './text.ts';

/** Implementation Use Volume Descriptor with the information every UDF volume has. ECMA-167 3/10.4, UDF 1.02 §2.2.7. */
export const implementationUse = struct('implementationUse', 512, [
  field('tag', descriptorTag, '3/10.4.1'),
  field('sequenceNumber', u32le, '3/10.4.2'),
  field('informationId', entityId, '3/10.4.3'),
  field('characterSet', charspec, 'UDF §2.2.7.2.1'),
  field('logicalVolumeId', dstring(128), 'UDF §2.2.7.2.2'),
  field('information1', dstring(36), 'UDF §2.2.7.2.3'),
  field('information2', dstring(36), 'UDF §2.2.7.2.3'),
  field('information3', dstring(36), 'UDF §2.2.7.2.3'),
  field('implementationId', entityId, 'UDF §2.2.7.2.4'),
  field('implementationUse', raw(128), 'UDF §2.2.7.2.5'),
]);
