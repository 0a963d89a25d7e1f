import { raw, zeros } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';
import { descriptorTag } from './tag.ts';

/** Partition Descriptor. ECMA-167 3/10.5. */
export const partition = struct('partition', 512, [
  field('tag', descriptorTag, '3/10.5.1'),
  field('sequenceNumber', u32le, '3/10.5.2'),
  field('flags', u16le, '3/10.5.3'),
  field('number', u16le, '3/10.5.4'),
  field('contents', entityId, '3/10.5.5'),
  field('contentsUse', raw(128), '3/10.5.6'),
  field('accessType', u32le, '3/10.5.7'),
  field('startBlock', u32le, '3/10.5.8'),
  field('lengthBlocks', u32le, '3/10.5.9'),
  field('implementationId', entityId, '3/10.5.10'),
  field('implementationUse', raw(128), '3/10.5.11'),
  field('reserved', zeros(156), '3/10.5.12'),
]);

/** Volume space has been allocated for it. ECMA-167 3/10.5.3. */
export const PARTITION_ALLOCATED = 1;
/** Read only. ECMA-167 3/10.5.7. */
export const ACCESS_READ_ONLY = 1;
