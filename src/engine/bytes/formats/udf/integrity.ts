import { raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { entityId } from './entity-id.ts';
import { extentAd } from './places.ts';
import { descriptorTag } from './tag.ts';
import { timestamp } from './timestamp.ts';

/** Logical Volume Integrity Descriptor of a volume with one partition. ECMA-167 3/10.10, UDF 1.02 §2.2.6. */
export const integrity = struct('integrity', 134, [
  field('tag', descriptorTag, '3/10.10.1'),
  field('recordedAt', timestamp, '3/10.10.2'),
  field('integrityType', u32le, '3/10.10.3'),
  field('nextExtent', extentAd, '3/10.10.4'),
  field('nextUniqueId', u64le, '3/10.10.5, 4/14.15.1'),
  field('contentsUse', raw(24), '4/14.15.2'),
  field('partitions', u32le, '3/10.10.6'),
  field('implementationUseBytes', u32le, '3/10.10.7'),
  field('freeBlocks', u32le, '3/10.10.8'),
  field('sizeBlocks', u32le, '3/10.10.9'),
  field('implementationId', entityId, 'UDF §2.2.6.4'),
  field('files', u32le, 'UDF §2.2.6.4'),
  field('directories', u32le, 'UDF §2.2.6.4'),
  field('minimumReadRevision', u16le, 'UDF §2.2.6.4'),
  field('minimumWriteRevision', u16le, 'UDF §2.2.6.4'),
  field('maximumWriteRevision', u16le, 'UDF §2.2.6.4'),
]);

/** Everything is recorded as it should be. ECMA-167 3/10.10.3. */
export const INTEGRITY_CLOSED = 1;
/** Implementation id, two counts and three revisions. UDF 1.02 §2.2.6.4. */
export const INTEGRITY_USE_BYTES = 46;
/** UDF 1.02 as a number. UDF 1.02 §2.2.6.4. */
export const UDF_REVISION = 0x0102;
