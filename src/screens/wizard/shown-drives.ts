import { chosenDrives } from './confirm-words.ts';
import { type DriveList, driveId } from './drive-list.ts';
import { purposeOf } from './purpose-of.ts';
import { listedDrives } from './readable-parts.ts';
import type { Asking, StepId } from './state.ts';

/** Whether drives are chosen from a list here. */
export const listsDrives = (step: StepId): step is 'medium' | 'target' =>
  step === 'medium' || step === 'target';

/** The list of drives as it is entered. Where one is chosen to be saved and others to be written, it is another list each time. */
export function listEntered(asking: Asking): DriveList {
  const { answers, step, driveList } = asking;
  const entered = { ...driveList, mustLook: false };
  const chosen =
    step === 'medium' ? [answers.medium].filter((one) => one !== undefined) : chosenDrives(answers);
  if (answers.medium === undefined) return entered;
  const ids = chosen.map(driveId);
  const drives = driveList.drives && listedDrives(driveList.drives, purposeOf(asking));
  return { ...entered, drives, cursor: ids[0], marks: ids.length > 1 ? ids : [], waitingSince: undefined };
}
