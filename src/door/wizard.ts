import type { WizardStart } from '../cli/face.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { Jobs } from '../engine/ports/jobs.ts';
import type { Machine } from '../engine/ports/machine.ts';
import type { TerminalTraits } from './terminal.ts';

export async function openWizard(
  _start: WizardStart,
  _rooms: { machine: Machine; jobs: Jobs; traits: TerminalTraits },
): Promise<number> {
  throw new Failure('internal', { problem: 'no wizard yet' });
}
