import { raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';

/** A run of blocks of the medium. ECMA-167 3/7.1. */
export const extentAd = struct('extentAd', 8, [
  field('lengthBytes', u32le, '3/7.1.1'),
  field('block', u32le, '3/7.1.2'),
]);

/** A run of blocks of the same partition. The upper two bits of the length say its kind. ECMA-167 4/14.14.1. */
export const shortAd = struct('shortAd', 8, [
  field('lengthAndKind', u32le, '4/14.14.1.1'),
  field('block', u32le, '4/14.14.1.2'),
]);

/** A run of blocks of a partition. ECMA-167 4/14.14.2. */
export const longAd = struct('longAd', 16, [
  field('lengthAndKind', u32le, '4/14.14.2.1'),
  field('block', u32le, '4/7.1.1'),
  field('partition', u16le, '4/7.1.2'),
  field('implementationUse', raw(6), '4/14.14.2.3'),
]);
export type LongAd = ValueOf<typeof longAd>;

/** Kind 3: the descriptors go on there. ECMA-167 4/14.14.1.1. */
export const KIND_CONTINUES = 0xc0000000;

export const NOWHERE: LongAd = placeIn(0, 0);

/** A place in our only partition. */
export function placeIn(block: number, lengthBytes: number): LongAd {
  return { lengthAndKind: lengthBytes, block, partition: 0, implementationUse: new Uint8Array(6) };
}
