import { isMissing, type Loss, type LossReason } from '../engine/contract/events/loss.ts';
import type { Forms } from './forms.ts';
import { t } from './language.ts';
import { countOf, countText } from './sizes.ts';

const BLOCK_BYTES = 512;

/** Losses of one kind together. */
export interface LossGroup {
  readonly reason: LossReason;
  /** `3 names are shortened` */
  readonly text: string;
  readonly losses: readonly Loss[];
}

/** What is gone stands before what is only called otherwise. */
const gravest: readonly LossReason[] = [
  'unreadable',
  'changed-meanwhile',
  'file-too-large',
  'path-too-deep',
  'path-too-long',
  'same-name-dropped',
  'link-dropped',
  'link-loop',
  'special-file-dropped',
  'device-dropped',
  'boot-entry-dropped',
  'partition-dropped',
  'session-dropped',
  'apple-part-dropped',
  'capabilities-lost',
  'acl-lost',
  'attributes-lost',
];

/** Losses by reason: the gravest first, then the most frequent. */
export function lossGroups(losses: readonly Loss[]): LossGroup[] {
  const byReason = new Map<LossReason, Loss[]>();
  for (const loss of losses) {
    const group = byReason.get(loss.reason);
    if (group) group.push(loss);
    else byReason.set(loss.reason, [loss]);
  }
  return [...byReason]
    .map(([reason, group]) => ({
      reason,
      text: countOf(group.length, wordsOf(reason)),
      losses: group,
    }))
    .sort((a, b) => rank(a) - rank(b) || b.losses.length - a.losses.length);
}

/** A folder of an older or newer job may know other reasons. */
function wordsOf(reason: LossReason): Forms {
  const { reasons } = t().losses;
  return Object.hasOwn(reasons, reason) ? reasons[reason] : { one: reason, other: reason };
}

function rank({ reason }: LossGroup): number {
  const place = gravest.indexOf(reason);
  return place < 0 ? gravest.length : place;
}

/** One loss as a line: the path, what it becomes, and where. */
export function lossText(loss: Loss): string {
  const reason = wordsOf(loss.reason).one;
  // What is missing is missing wherever one looks.
  const told = isMissing(loss) ? reason : `${reason} ${t().losses.where[loss.where]}`;
  return `${becoming(loss)} (${told})`;
}

/** One loss below the name of its kind: the path, what it becomes, and where. */
export function lossLine(loss: Loss): string {
  return isMissing(loss) ? becoming(loss) : `${becoming(loss)}, ${t().losses.where[loss.where]}`;
}

function becoming({ path, atByte, becomes }: Loss): string {
  if (atByte !== undefined)
    return t().numbers.place(countText(atByte), countText(Math.floor(atByte / BLOCK_BYTES)));
  return becomes === undefined ? path : t().losses.becomes(path, becomes);
}
