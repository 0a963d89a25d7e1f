import { zeros } from '../../codec/fixed.ts';
import { field, struct } from '../../codec/struct.ts';
import { extentAd } from './places.ts';
import { descriptorTag } from './tag.ts';

/** Anchor Volume Descriptor Pointer: where readers begin. ECMA-167 3/10.2. */
export const anchor = struct('anchor', 512, [
  field('tag', descriptorTag, '3/10.2.1'),
  field('mainSequence', extentAd, '3/10.2.2'),
  field('reserveSequence', extentAd, '3/10.2.3'),
  field('reserved', zeros(480), '3/10.2.4'),
]);

/** The first place of an anchor; others are the last block and the 256th before it. ECMA-167 3/8.4.2.1, UDF 1.02 §2.2.3. */
export const ANCHOR_BLOCK = 256;
