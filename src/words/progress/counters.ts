import type { ProgressFact } from '../../engine/contract/events/progress-fact.ts';
import { type Counters, NO_COUNTERS, type Progress, type TargetProgress } from './state.ts';

const NAMES = ['readBytes', 'writtenBytes', 'onMediaBytes', 'verifiedBytes', 'retriedReads'] as const;

/** Counters after one progress fact: each only grows, and none passes the size of the image. */
export function foldCounters(
  progress: Progress,
  fact: ProgressFact,
): { readonly counters: Counters; readonly targets: readonly TargetProgress[]; readonly moved: boolean } {
  const limitBytes = progress.imageBytes ?? Number.POSITIVE_INFINITY;
  const counters = grown(progress.counters, fact, limitBytes);
  const targets = foldTarget(progress.targets, fact, limitBytes);
  const moved = counters !== progress.counters || targets !== progress.targets;
  return { counters, targets, moved };
}

function foldTarget(
  targets: readonly TargetProgress[],
  fact: ProgressFact,
  limitBytes: number,
): readonly TargetProgress[] {
  const name = fact.target;
  if (name === undefined) return targets;
  const before = targets.find((target) => target.name === name);
  if (before === undefined) return [...targets, { name, ...grown(NO_COUNTERS, fact, limitBytes) }];
  const after = grown(before, fact, limitBytes);
  return after === before ? targets : targets.map((target) => (target === before ? after : target));
}

/** The same object when nothing grew. */
function grown<C extends Counters>(before: C, fact: ProgressFact, limitBytes: number): C {
  const after: Record<(typeof NAMES)[number], number> = { ...NO_COUNTERS };
  let moved = false;
  for (const name of NAMES) {
    const limit = name === 'retriedReads' ? Number.POSITIVE_INFINITY : limitBytes;
    after[name] = Math.max(before[name], Math.min(limit, fact[name] ?? 0));
    moved ||= after[name] > before[name];
  }
  return moved ? { ...before, ...after } : before;
}
