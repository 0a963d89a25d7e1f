import * as z from 'zod';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** Puts back what a job kept of the drives it wrote to. Which drives those are is recorded in the job's folder. */
export const undoPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('undo'),
  job: z.string(),
  /** Even if files that were overwritten cannot come back. */
  partly: z.boolean().default(false),
  targets: z.array(target).default([]),
  /** As in the others: a row for each target. */
  forecast: z.unknown().optional(),
});

export const undoNature: Nature = {
  writes: true,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'anew',
};

export type UndoPlan = z.infer<typeof undoPlan>;
