import type { WaitedMs } from '../jobs/progress-fact.ts';
import type { Plan } from '../plan/plan.ts';
import type { Progress } from '../progress/state.ts';

/** What is going on, as a person would say it: `writing`, `reading back and comparing`. */
export function phaseText(phase: Progress['phase'], plan?: Plan): string {
  switch (phase) {
    case 'starting':
      return 'starting';
    case 'plan':
      return 'reading the folder';
    case 'test':
      return 'testing whether the drive holds what it says';
    case 'read':
      return 'reading the source';
    case 'write':
      return plan?.do === 'make' ? 'writing the image' : 'writing';
    case 'flush':
      return 'waiting until everything is on the medium';
    case 'verify':
      return 'reading back and comparing';
    case 'finish':
      return 'finishing';
    case 'stopping':
      return 'stopping';
    case 'ended':
      return 'ended';
  }
}

/** What limits the speed. */
export function limitText(part: keyof WaitedMs, plan?: Plan): string {
  if (part === 'decompression') return 'unpacking the source';
  if (part === 'hash') return 'the checksum';
  if (part === 'source') return plan?.source?.kind === 'folder' ? 'reading the folder' : 'reading the source';
  if (plan?.do === 'make') return 'the output file';
  return plan && 'targets' in plan && plan.targets.length > 1 ? 'the slowest drive' : 'the drive';
}
