import type { Cut, Reach } from '../engine/contract/failure/reach.ts';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';

/** What claims more than there is: `partition 2`. */
export function reachText({ part, number, name }: Reach): string {
  const { reaches } = t().inspection;
  return isKeyOf(reaches, part) ? cleanText(reaches[part](name ?? '', number)) : String(part);
}

/** That an image was cut, and by what that is known. */
export function cutText(cut: Cut): string {
  return t().inspection.cut(reachText(cut), cut.endByte, cut.imageBytes);
}
