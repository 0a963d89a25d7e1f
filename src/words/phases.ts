import type { WaitedMs } from '../engine/contract/events/progress-fact.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { t } from './language.ts';
import type { Progress } from './progress/state.ts';

/** What is going on, as a person would say it: `writing`, `reading back and comparing`. */
export function phaseText(phase: Progress['phase'], plan?: Plan): string {
  const { phases } = t();
  // Before a disk is packed, its empty blocks are looked for; there is no folder.
  if (phase === 'plan' && isOneFile(plan)) return phases.read;
  if (phase === 'plan') return planText(plan);
  return phase === 'write' && plan?.output ? phases.writeImage : phases[phase];
}

/** What is looked through before the first byte. */
function planText(plan: Plan | undefined): string {
  const { phases } = t();
  if (plan === undefined) return phases.plan;
  // What is made of nothing that is there is made of packages.
  if (plan.source === undefined) return phases.planPackages;
  return plan.source.kind === 'opened-image' ? phases.planImage : phases.plan;
}

/** An image becomes a file: there are no entries to count. */
export function isOneFile(plan: Plan | undefined): boolean {
  return plan?.source?.kind === 'image' && plan.output !== undefined;
}

/** What limits the speed. */
export function limitText(part: keyof WaitedMs, plan?: Plan): string {
  const { limits } = t().phases;
  if (part === 'decompression' || part === 'hash') return limits[part];
  if (part === 'source') return plan?.source?.kind === 'folder' ? limits.folder : limits.source;
  if (plan?.output) return limits.output;
  return (plan?.targets?.length ?? 0) > 1 ? limits.slowestDrive : limits.drive;
}
