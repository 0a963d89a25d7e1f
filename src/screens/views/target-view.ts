import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { refusalText } from '../../words/refusals.ts';
import { sizeText } from '../../words/sizes.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import {
  CHECKSUM_ROW,
  type DriveList,
  driveId,
  isNew,
  isOffered,
  isOnlyMounted,
} from '../wizard/drive-list.ts';
import { nameOf } from '../wizard/paths.ts';
import { purposeOf } from '../wizard/purpose-of.ts';
import type { Asking } from '../wizard/state.ts';
import { entryIn } from '../wizard/undertaking.ts';
import { type Columns, columnsFor, offeredText, refusedText } from './drive-columns.ts';
import { detailLines, warningTexts } from './marked-drive.ts';
import { outOfSight } from './out-of-sight.ts';
import { type Row, row } from './row.ts';
import { windowOf } from './window.ts';

export interface TargetView {
  readonly question: string;
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  /** Rows that are out of sight. */
  readonly more: string;
  readonly empty: string | undefined;
  /** About the marked drive, so that a person can be sure. */
  readonly details: readonly string[];
  readonly warnings: readonly string[];
  readonly refused: readonly string[];
  readonly tip: Row;
}

export function targetView(asking: Asking, look: Look): TargetView {
  const { driveList, answers } = asking;
  const drives = driveList.drives ?? [];
  const purpose = purposeOf(answers);
  const offered = drives.filter((drive) => isOffered(drive, purpose, driveList.unmounts));
  const hasMarks = driveList.marks.length > 0;
  // The boxes take their columns from what identifies a drive: the model gives way.
  const rowLook = hasMarks ? { ...look, columns: look.columns - MARK_COLUMNS } : look;
  const widths = columnsFor(drives, rowLook);
  const marked = offered.find((drive) => driveId(drive) === driveList.cursor);
  const all = [
    ...(purpose === 'compared'
      ? [
          {
            id: CHECKSUM_ROW,
            text: short(t().screens.target.onlyChecksum, bodyColumns(look) - 2, look),
          },
        ]
      : []),
    ...offered.map((drive) => ({
      id: driveId(drive),
      text:
        markText(driveList.marks, driveId(drive)) +
        offeredText(drive, isNew(driveList, drive), widths, rowLook),
    })),
  ];
  const details = marked === undefined ? [] : detailLines(marked, widths, look);
  const warnings = warningTexts(marked, purpose)
    .slice(0, 2)
    .map((text) => short(`! ${text}`, bodyColumns(look), look));
  const refused = drives.filter((drive) => !offered.includes(drive));
  const about = details.length + warnings.length + (details.length > 0 ? 1 : 0);
  const free = bodyRows(look) - OTHER_ROWS - about;
  const refusedRoom = refused.length === 0 ? 0 : Math.min(refused.length, LEAST_REFUSED) + 2;
  const listRoom = free - (free - refusedRoom >= 3 ? refusedRoom : 0);
  const isCut = all.length > listRoom;
  const at = all.findIndex(({ id }) => id === driveList.cursor);
  const { from, to } = windowOf(all.length, Math.max(0, at), Math.max(2, isCut ? listRoom - 1 : listRoom));
  const room = free - (to - from) - (isCut ? 1 : 0) - 2;
  return {
    question: short(question(asking), bodyColumns(look), look),
    rows: all.slice(from, to),
    cursor: driveList.cursor,
    more: isCut ? outOfSight(from, all.length - to) : '',
    empty: emptyText(asking, all.length),
    details,
    warnings,
    refused: refusedLines(refused, widths, room, look),
    tip: tipText(asking, refused, room, look),
  };
}

const MARK_COLUMNS = 4;
/** Question, tip, and the gaps before the list and before the tip. */
const OTHER_ROWS = 4;
/** So many drives that are not offered are shown before the others get all the room. */
const LEAST_REFUSED = 2;

/** Boxes appear with the first mark: who writes one drive does not need them. */
function markText(marks: readonly string[], id: string): string {
  if (marks.length === 0) return '';
  return marks.includes(id) ? '[x] ' : '[ ] ';
}

/** With too little room for the list of refused drives, their names stand here. */
function tipText({ driveList, start }: Asking, refused: readonly Drive[], room: number, look: Look): Row {
  const columns = bodyColumns(look);
  if (driveList.waitingSince !== undefined)
    return row(short(t().screens.target.waiting, columns, look), 'warn');
  if (lacksRoot(driveList, start)) return row(noRootText(columns), 'warn');
  if (refused.length > 0 && room <= 0) {
    const names = refused.map(({ name, refusals }) => `${name} (${refusals.map(refusalText)[0]})`).join(', ');
    return row(short(t().screens.target.notOfferedNames(names), columns, look));
  }
  const couldUnmount = !driveList.unmounts && refused.some(isOnlyMounted);
  const wide = couldUnmount ? t().screens.target.offersMounted : '';
  const text = `${t().screens.target.notSure}${columns >= 76 ? wide : ''}`;
  return row(short(text, columns, look));
}

/** Nobody can become root here, and there is no drive that this user may write to as it is. */
export function lacksRoot({ drives = [] }: DriveList, { noRoot }: Asking['start']): boolean {
  return noRoot === true && !drives.some(({ ownRights }) => ownRights);
}

/** The longest form that is not cut. */
function noRootText(columns: number): string {
  const { noRoot, noRootShort } = t().screens.target;
  return displayWidth(noRoot) <= columns ? noRoot : noRootShort;
}

function question({ answers }: Asking): string {
  const { source } = answers;
  const size = source?.sizeBytes === undefined ? '' : sizeText(source.sizeBytes);
  const about = { name: nameOf(source?.path ?? ''), size, isReceipt: source?.kind === 'receipt' };
  return entryIn(answers)?.words.menu?.drive?.(about) ?? '';
}

function emptyText({ driveList }: Asking, count: number): string | undefined {
  if (driveList.drives === undefined) return t().screens.target.looking;
  return count > 0 ? undefined : t().screens.target.noneYet;
}

/** One line each, as many as there is room for. */
function refusedLines(drives: readonly Drive[], widths: Columns, room: number, look: Look): string[] {
  const lines = drives.map((drive) => refusedText(drive, widths, look));
  if (lines.length <= room) return lines;
  const shown = Math.max(0, room - 1);
  return room < 1 ? [] : [...lines.slice(0, shown), `  ${t().screens.lists.andMore(lines.length - shown)}`];
}
