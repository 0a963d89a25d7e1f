import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { WizardFiles } from '../ports.ts';
import { chosenDrives } from './confirm-words.ts';
import { driveId } from './drive-list.ts';
import { savesOntoDrives } from './purpose-of.ts';
import type { Asking, Tops } from './state.ts';
import { entryIn } from './undertaking.ts';

/** Drives that are about to be erased, and whose names nobody has looked for yet. */
export function drivesToName({ answers, step, tops }: Asking): readonly Drive[] {
  const isNear = step === 'options' || step === 'summary' || step === 'confirm';
  const writes = entryIn(answers)?.drives === 'written' || savesOntoDrives(answers);
  if (!isNear || !writes) return [];
  return chosenDrives(answers).filter((drive) => tops[driveId(drive)] === undefined);
}

/** What stands at the top of them; drives that do not answer have none. */
export async function namesOf(drives: readonly Drive[], { topNames }: WizardFiles): Promise<Tops> {
  const found = (await topNames?.(drives)) ?? [];
  return Object.fromEntries(drives.map((drive, index) => [driveId(drive), found[index] ?? []]));
}
