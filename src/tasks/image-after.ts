import type { DoneFact } from '../engine/contract/events/events.ts';
import { natureOf } from '../engine/contract/plan/natures.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import type { AskedSource, Entry } from './task.ts';
import { menu } from './tasks.ts';

/**
 * The image that a job made, or proved, and that can go onto a drive next; undefined when there is none, when it did not
 * go well, and for bytes that nobody can read again.
 */
export function imageAfter(
  plan: Plan,
  { ok, report }: Pick<DoneFact, 'ok' | 'report'>,
): (AskedSource & { readonly kind: 'image' }) | undefined {
  if (!ok) return undefined;
  if (plan.output !== undefined)
    return { kind: 'image', path: plan.output.path, sizeBytes: report.image?.sizeBytes };
  const { source } = plan;
  if (natureOf(plan).writes || source?.kind !== 'image' || source.path === '-') return undefined;
  return { kind: 'image', path: source.path, sizeBytes: source.sizeBytes };
}

/** What is chosen in the first list to put an image onto a drive. */
export const putsImages: Entry | undefined = menu.find(
  ({ drives, takes }) => drives === 'written' && takes.image === 'any',
);
