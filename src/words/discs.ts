import type { BurnStep, ProgramStep } from '../engine/contract/events/burn-steps.ts';
import type { DiscReport } from '../engine/contract/events/report.ts';
import type { DiscKind } from '../engine/contract/plan/disc.ts';
import { t } from './language.ts';
import { percentText, sizeText } from './sizes.ts';

const BLOCK_BYTES = 2048;

/** `DVD+R DL` */
export function discKindText(kind: DiscKind): string {
  return kind.replace('-overwrite', '').toUpperCase().replace(/-DL$/, ' DL');
}

/** `closing the track 40 %` */
export function discStepText({ step, part }: { readonly step: BurnStep; readonly part?: number }): string {
  const said = stepText(step);
  return part === undefined ? said : `${said} ${percentText(part)}`;
}

function stepText(step: BurnStep | ProgramStep): string {
  const { steps } = t().discs;
  switch (step.step) {
    case 'blank':
      return steps.blank(step.how === 'full');
    case 'speed':
      return steps.speed(step.kBps);
    case 'parameters':
      return steps.parameters[step.type];
    case 'layer-break':
      return steps.layerBreak(sizeText(step.atBlock * BLOCK_BYTES));
    case 'program':
      return [step.program, ...step.args].join(' ');
    case 'close':
      return steps.close[step.what];
    default:
      return steps[step.step];
  }
}

/** A disc as it is shown before it is burned: what it is, what fits, and what is done to it. */
export function discLines({ target, disc, steps, goesOn }: DiscReport): string[] {
  const { states, fits, isLost, canGoOn } = t().discs;
  const room = disc.state === 'closed' ? [] : [fits(sizeText(disc.freeBlocks * BLOCK_BYTES))];
  const head = `${target}: ${[discKindText(disc.kind), states[disc.state], ...room].join(', ')}`;
  if (steps.length === 0) return [head];
  return [head, ...steps.map((step) => `  ${stepText(step)}`), `  ${goesOn ? canGoOn : isLost}`];
}
