import { zeros } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { descriptorTag } from './tag.ts';

/** Unallocated Space Descriptor; a read-only volume has none. ECMA-167 3/10.8. */
export const unallocatedSpace = struct('unallocatedSpace', 24, [
  field('tag', descriptorTag, '3/10.8.1'),
  field('sequenceNumber', u32le, '3/10.8.2'),
  field('extents', u32le, '3/10.8.3'),
]);

/** Terminating Descriptor: nothing follows in this sequence. ECMA-167 3/10.9, 4/14.2. */
export const terminating = struct('terminating', 512, [
  field('tag', descriptorTag, '3/10.9.1'),
  field('reserved', zeros(496), '3/10.9.2'),
]);
