import * as z from 'zod';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** Makes a drive empty and ordinary again: one partition, FAT32 or exFAT depending on its size. */
export const restorePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('restore'),
  targets: z.array(target).min(1),
  label: z.string().max(15).optional(),
});

export const restoreNature: Nature = {
  writes: true,
  erases: true,
  keeps: true,
  reachesEnd: true,
  goesOn: 'anew',
};

export type RestorePlan = z.infer<typeof restorePlan>;
