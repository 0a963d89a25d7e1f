import * as z from 'zod';
import { path } from '../path.ts';
import { authoredSource, forecast, receipt } from '../source.ts';
import type { Nature } from './nature.ts';

export const makePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('make'),
  source: authoredSource,
  output: z.strictObject({ path, replace: z.boolean().default(false) }),
  verify: z.boolean().default(true),
  receipt,
  forecast,
});

export const makeNature: Nature = {
  writes: true,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'anew',
};

export type MakePlan = z.infer<typeof makePlan>;
