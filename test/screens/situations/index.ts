import { askingSituations } from './asking.ts';
import { insideSituations } from './inside.ts';
import { jobSituations } from './job.ts';
import { lookSituations } from './look.ts';
import { mediumSituations } from './medium.ts';
import type { Situation } from './situation.ts';

/** All screens in all situations. */
export const situations: readonly Situation[] = [
  ...askingSituations,
  ...jobSituations,
  ...insideSituations,
  ...mediumSituations,
  ...lookSituations,
];
