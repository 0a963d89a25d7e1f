import type { ProgressFact } from '../../engine/contract/events/progress-fact.ts';
import type { Reached } from './state.ts';

/** All targets at work speak together, several times a second: one that is silent for so long was given up. */
const GIVEN_UP_AFTER_MS = 3_000;

/** How far each target is after one more fact; none goes back, and none passes the phase's end. */
export function nextReached(
  reached: readonly Reached[],
  { target, doneBytes }: ProgressFact,
  { atMs, limitBytes }: { readonly atMs: number; readonly limitBytes: number },
): readonly Reached[] {
  const before = reached.find((other) => other.target === target)?.doneBytes ?? 0;
  const now = { target, doneBytes: Math.max(before, Math.min(limitBytes, doneBytes)), saidAtMs: atMs };
  return [...reached.filter((other) => other.target !== target), now];
}

/** The slowest of those at work; a target that was given up keeps nobody waiting. */
export function slowestBytes(reached: readonly Reached[], nowMs: number): number {
  const atWork = reached.filter(({ saidAtMs }) => nowMs - saidAtMs <= GIVEN_UP_AFTER_MS);
  return Math.min(...atWork.map(({ doneBytes }) => doneBytes));
}
