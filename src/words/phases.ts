import type { WaitedMs } from '../engine/contract/events/progress-fact.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { t } from './language.ts';
import type { Progress } from './progress/state.ts';

/** What is going on, as a person would say it: `writing`, `reading back and comparing`. */
export function phaseText(phase: Progress['phase'], plan?: Plan): string {
  const { phases } = t();
  return phase === 'write' && plan?.output ? phases.writeImage : phases[phase];
}

/** What limits the speed. */
export function limitText(part: keyof WaitedMs, plan?: Plan): string {
  const { limits } = t().phases;
  if (part === 'decompression' || part === 'hash') return limits[part];
  if (part === 'source') return plan?.source?.kind === 'folder' ? limits.folder : limits.source;
  if (plan?.output) return limits.output;
  return (plan?.targets?.length ?? 0) > 1 ? limits.slowestDrive : limits.drive;
}
