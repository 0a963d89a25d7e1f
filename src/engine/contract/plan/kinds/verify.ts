import * as z from 'zod';
import { receiptSource, source } from '../source.ts';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** Without targets: the image against its own checksums. */
export const verifyPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('verify'),
  source: z.discriminatedUnion('kind', [...source.options, receiptSource]),
  targets: z.array(target),
});

export const verifyNature: Nature = {
  writes: false,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'never',
};

export type VerifyPlan = z.infer<typeof verifyPlan>;
