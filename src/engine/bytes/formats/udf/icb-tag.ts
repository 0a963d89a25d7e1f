import { zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

/** What kind of file an entry is of. ECMA-167 4/14.6. */
export const icbTag = struct('icbTag', 20, [
  field('priorDirectEntries', u32le, '4/14.6.1'),
  field('strategy', u16le, '4/14.6.2'),
  field('strategyParameter', u16le, '4/14.6.3'),
  field('maximumEntries', u16le, '4/14.6.4'),
  field('reserved', zeros(1), '4/14.6.5'),
  field('fileType', u8, '4/14.6.6'),
  field('parentBlock', u32le, '4/14.6.7'),
  field('parentPartition', u16le, '4/14.6.7'),
  field('flags', u16le, '4/14.6.8'),
]);

/** One direct entry for each file. ECMA-167 4/A.5, UDF 1.02 §2.3.5.1. */
export const STRATEGY_DIRECT = 4;

/** ECMA-167 4/14.6.6. */
export const fileTypes = {
  directory: 4,
  file: 5,
  block: 6,
  character: 7,
  fifo: 9,
  socket: 10,
  link: 12,
} as const;

/** Bits of the flags: what the allocation descriptors are, and three bits of Unix. ECMA-167 4/14.6.8. */
export const icbFlags = {
  shortAds: 0,
  embedded: 3,
  setUserId: 0x40,
  setGroupId: 0x80,
  sticky: 0x100,
} as const;
