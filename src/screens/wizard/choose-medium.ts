import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { driveId } from './drive-list.ts';
import { next } from './go-on.ts';
import { suggestSaved } from './saved-name.ts';
import type { Asking, WhereAnswer, Wizard } from './state.ts';
import { withNotice } from './walk.ts';

/** What is saved: one at a time. Its name and the day are offered for an image, until another one is chosen. */
export function chooseMedium(asking: Asking, drives: readonly Drive[], atMs: number): Wizard {
  const [drive] = drives;
  if (drive === undefined || drives.length > 1) return withNotice(asking, t().screens.target.oneOnly);
  const { answers, driveList, start, output } = asking;
  const { medium: before } = answers;
  const isSame = before !== undefined && driveId(before) === driveId(drive);
  const chosen = {
    ...asking,
    driveList: { ...driveList, cursor: driveId(drive) },
    output: isSame && output.name.text !== '' ? output : suggestSaved(drive, start, atMs),
  };
  return next(
    { ...chosen, answers: { ...answers, medium: drive, ...(!isSame && { target: undefined }) } },
    atMs,
  );
}

/** A file, or another drive. What was marked to be overwritten is so no more when it is a file. */
export function chooseWhere(asking: Asking, where: WhereAnswer, atMs: number): Wizard {
  const { answers } = asking;
  const target = where === 'drive' ? answers.target : undefined;
  return next({ ...asking, answers: { ...answers, where, target } }, atMs);
}

/** In the order they are shown. */
export const WHERES: readonly WhereAnswer[] = ['file', 'drive'];
