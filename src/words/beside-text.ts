import type { BesideFacts } from '../engine/contract/failure/beside-reasons.ts';
import { t } from './language.ts';

/** Why nothing can be taken from a checksum file beside an image. */
export function besideText(why: BesideFacts): string {
  const { beside } = t().checksumNotes;
  const { reason } = why;
  return Object.hasOwn(beside, reason) ? beside[reason]('line' in why ? why.line : 0) : reason;
}
