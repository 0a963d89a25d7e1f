import type { VolumeLimitFacts } from '../engine/contract/failure/volume-limits.ts';
import { t } from './language.ts';
import { reasonSaid } from './reason-text.ts';

/** What of a file system is not read here. */
export function volumeLimitText(because: VolumeLimitFacts): string {
  return reasonSaid(t().volumeLimits.reasons, because);
}

/** How to get at it all the same. */
export function volumeLimitWayOut(because: VolumeLimitFacts): string {
  return reasonSaid(t().volumeLimits.wayOut, because);
}
