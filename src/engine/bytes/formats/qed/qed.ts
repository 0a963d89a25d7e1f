import { ignored, literal } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

const SECTION = 'Header';

/** QEMU, docs/interop/qed_spec.rst. */
export const qedHeader = struct('qedHeader', 64, [
  field('magic', literal(0x51, 0x45, 0x44, 0x00), SECTION),
  field('clusterBytes', u32le, SECTION),
  field('tableClusters', u32le, SECTION),
  field('headerClusters', u32le, SECTION),
  field('features', u32le, SECTION),
  field('featuresHigh', u32le, SECTION),
  field('compatible', ignored(8), SECTION),
  field('autoclear', ignored(8), SECTION),
  field('l1Byte', u64le, SECTION),
  field('sizeBytes', u64le, SECTION),
  field('backingName', ignored(8), SECTION),
]);

/** Bits of `features`. */
export const QED_BACKING_FILE = 1;
export const QED_NEED_CHECK = 2;
export const QED_KNOWN_BITS = 7;
/** Of an entry of a second table: not stored (0), or zeros (1). */
export const QED_MOST_UNSTORED = 1;
