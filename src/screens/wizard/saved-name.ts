import { isInside } from '../../engine/contract/plan/path-style.ts';
import { type Drive, mountsOf } from '../../engine/contract/ports/drive.ts';
import { knownAs } from '../../tasks/known-as.ts';
import { plainName } from '../../tasks/plain-name.ts';
import type { StartAt } from '../ports.ts';
import { driveId } from './drive-list.ts';
import { dayText, offeredForm, outputPath } from './output.ts';
import { savesMedium } from './purpose-of.ts';
import type { Asking, OutputForm } from './state.ts';

/** The end of a serial number that two drives of one kind differ in. */
const SERIAL_TAIL = 4;

/** Where the image of a drive goes, as it is first offered. */
export function suggestSaved(drive: Drive, start: StartAt, atMs: number): OutputForm {
  return offeredForm(savedName(drive, atMs), start.outputFolder ?? start.folder ?? '/');
}

/**
 * `KEYS-7C21-2026-11-22.img`: its one label, else its model, else what the system calls it; the end of its serial number; the
 * day. A disc is known by its label alone, and becomes an `.iso`.
 */
export function savedName(drive: Drive, atMs: number): string {
  const isDisc = drive.kind === 'optical';
  const tail = isDisc ? '' : plainName(drive.serial).slice(-SERIAL_TAIL);
  const parts = [knownAs(drive), ...(tail === '' ? [] : [tail]), dayText(atMs)];
  return `${parts.join('-')}.${isDisc ? 'iso' : 'img'}`;
}

/** The image would grow on the very drive that is read: the folder is below what is mounted of it, and of no other drive. */
export function isOnChosen({ answers, driveList, output }: Asking): boolean {
  const { medium: chosen } = answers;
  if (!savesMedium(answers) || chosen === undefined) return false;
  const path = outputPath(output);
  const holders = (driveList.drives ?? []).flatMap((drive) =>
    mountsOf(drive)
      .filter((mount) => isInside(path, mount))
      .map((mount) => ({ mount, id: driveId(drive) })),
  );
  const longest = Math.max(0, ...holders.map(({ mount }) => mount.length));
  // What is mounted of a partition is mounted of its drive too.
  return holders.some(({ mount, id }) => mount.length === longest && id === driveId(chosen));
}
