import * as z from 'zod';
import { forecast, receipt, source } from '../source.ts';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** An image, or a folder laid out on the way, goes onto discs. */
export const burnPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('burn'),
  source,
  /** Optical drives; what is in them stands in what is expected. */
  targets: z.array(target).min(1),
  verify: z.boolean().default(true),
  /** The disc stays open for further sessions. */
  multi: z.boolean().optional(),
  /** Times the basic speed of the kind of disc: 16 for 16×. */
  speed: z.number().int().min(1).max(100).optional(),
  /** A rehearsal: the laser does not write. */
  dummy: z.boolean().optional(),
  blank: z.enum(['quick', 'full']).optional(),
  /** A BD-R gets spare areas. */
  spares: z.boolean().optional(),
  /** The tray opens at the end. */
  eject: z.boolean().optional(),
  /** Another program burns; what it burned is read back and compared all the same. Absent: this one does. */
  engine: z.enum(['xorriso']).optional(),
  receipt,
  forecast,
});

export const burnNature: Nature = {
  writes: true,
  erases: true,
  keeps: false,
  reachesEnd: false,
  goesOn: 'there',
};

export type BurnPlan = z.infer<typeof burnPlan>;
