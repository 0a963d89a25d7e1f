import * as z from 'zod';
import { forecast, receipt, source } from '../source.ts';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** Truth test before the first byte. Absent: quick, for drives that have not been seen before. `full` destroys all content. */
const test = z.enum(['quick', 'full', 'off']).optional();

export const writePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('write'),
  source,
  targets: z.array(target).min(1),
  test,
  verify: z.boolean().default(true),
  /** Read first, write only what differs. */
  delta: z.boolean().optional(),
  /** The content of the drive is discarded first (TRIM); if it then reads as zeros, zeros need not be written. */
  discard: z.boolean().optional(),
  receipt,
  forecast,
});

export const writeNature: Nature = {
  writes: true,
  erases: true,
  keeps: true,
  reachesEnd: false,
  goesOn: 'there',
};

export type WritePlan = z.infer<typeof writePlan>;
