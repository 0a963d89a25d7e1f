import { type Drive, mountsOf } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { warningText } from '../../words/refusals.ts';
import type { Look } from '../look/look.ts';
import { isOnlyMounted } from '../wizard/drive-list.ts';
import { valuesOf } from '../wizard/options/values.ts';
import type { Answers, Asking } from '../wizard/state.ts';
import { contentText, driveLine } from './drive-words.ts';
import { fact } from './fact.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';
import { topRows } from './top-rows.ts';

/** What is on the drives now, and will not be afterwards. */
export function lostRows(
  drives: readonly Drive[],
  { answers, tops }: Pick<Asking, 'answers' | 'tops'>,
  look: Look,
): Row[] {
  const [only] = drives;
  if (only === undefined) return [];
  const isOne = drives.length === 1;
  const dots = look.glyphs === 'utf8' ? '…' : '..';
  return [
    EMPTY_ROW,
    row(
      isOne ? t().screens.summary.erasedOne(only.name) : t().screens.summary.erasedMany(drives.length),
      'danger',
    ),
    ...(isOne
      ? [...fact(t().screens.drive.itHolds, contentText(only), look), ...topRows(only, tops, look)]
      : drives.flatMap((drive) => [
          ...fact(
            drive.name,
            `${driveLine(drive, dots).slice(drive.name.length).trim()}: ${contentText(drive)}`,
            look,
          ),
          ...topRows(drive, tops, look),
        ])),
    ...unmountRows(drives, look),
    ...drives.flatMap(({ name, warnings }) =>
      warnings.map(warningText).flatMap((text) => fact('!', isOne ? text : `${name}: ${text}`, look, 'warn')),
    ),
    ...undoRows(answers, look),
  ];
}

/** What is mounted now and will be unmounted, by consent. */
export function unmountRows(drives: readonly Drive[], look: Look): Row[] {
  const mounts = drives.filter(isOnlyMounted).flatMap(mountsOf);
  return mounts.length === 0 ? [] : fact(t().screens.drive.unmount, mounts.join(', '), look, 'danger');
}

/** How much of it could be undone: said carefully, because files that were overwritten never come back. Shorter where it does not fit. */
export function undoRows(answers: Answers, look: Look, room = Number.POSITIVE_INFINITY): Row[] {
  const { test, discard } = valuesOf(answers);
  const words = t().screens.summary;
  const text = test === 'full' ? words.testFirst : discard === 'on' ? words.discardFirst : words.undoKeeps;
  const rows = fact(words.undo, text, look);
  return rows.length <= room ? rows : fact(words.undo, words.noFileBack, look);
}
