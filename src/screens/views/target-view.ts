import type { Drive } from '../../engine/contract/ports/drive.ts';
import { cleanText } from '../../words/clean.ts';
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
import { columnsFor, offeredText, refusedTexts } from './drive-columns.ts';
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
  const { driveList } = asking;
  const drives = driveList.drives ?? [];
  const purpose = purposeOf(asking);
  const offered = drives.filter((drive) => isOffered(drive, purpose, driveList.unmounts));
  const hasMarks = driveList.marks.length > 0;
  // The boxes take their columns from what identifies a drive: the model gives way.
  const rowLook = hasMarks ? { ...look, columns: look.columns - MARK_COLUMNS } : look;
  const widths = columnsFor(
    offered,
    offered.some((drive) => isNew(driveList, drive)),
    rowLook,
  );
  const marked = offered.find((drive) => driveId(drive) === driveList.cursor);
  const all = [
    ...(purpose === 'compared'
      ? [
          {
            id: CHECKSUM_ROW,
            text: longest(
              [t().screens.target.onlyChecksum, t().screens.target.onlyChecksumShort],
              bodyColumns(look) - 2,
              look,
            ),
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
  const refusedShown = refusedLines(refused, room, look);
  return {
    question: question(asking, look),
    rows: all.slice(from, to),
    cursor: driveList.cursor,
    more: isCut ? outOfSight(from, all.length - to) : '',
    empty: emptyText(asking, all.length),
    details,
    warnings,
    refused: refusedShown,
    tip: tipText(asking, refusedShown.length === 0 ? refused : [], look),
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

/** Drives that are not offered and have no list of their own stand here. */
function tipText(asking: Asking, unlisted: readonly Drive[], look: Look): Row {
  const { driveList, start } = asking;
  const purpose = purposeOf(asking);
  const columns = bodyColumns(look);
  const words = t().screens.target;
  const inOneLine = (...texts: readonly string[]) => longest(texts, columns, look);
  if (driveList.waitingSince !== undefined) return row(inOneLine(words.waiting, words.waitingShort), 'warn');
  if (lacksRoot(driveList, start)) return row(inOneLine(words.noRoot, words.noRootShort), 'warn');
  if (unlisted.length > 0) return row(inOneLine(...notOfferedTexts(unlisted)));
  const { drives = [], unmounts } = driveList;
  if (purpose === 'saved') return row(inOneLine(words.onlyRead, words.onlyReadShort));
  const couldUnmount = purpose === 'written' && !unmounts && drives.some(isOnlyMounted);
  return row(
    inOneLine(
      `${words.notSure}${couldUnmount ? words.offersMounted : ''}`,
      words.notSure,
      words.notSureShort,
    ),
  );
}

/** Nobody can become root here, and there is no drive that this user may write to as it is. */
export function lacksRoot({ drives = [] }: DriveList, { noRoot }: Asking['start']): boolean {
  return noRoot === true && !drives.some(({ ownRights }) => ownRights);
}

/** With the reasons, without them, only how many. */
function notOfferedTexts(drives: readonly Drive[]): string[] {
  const words = t().screens.target;
  const reasons = drives.map(({ name, refusals }) => `${name} (${refusals.map(refusalText)[0]})`);
  const names = drives.map(({ name }) => name);
  return [
    ...[reasons, names].map((all) => words.notOfferedNames(all.join(', '))),
    words.notOfferedCount(drives.length),
  ];
}

/** The first form that is not cut. */
function longest(texts: readonly string[], columns: number, look: Look): string {
  const clean = texts.map((text) => cleanText(text));
  return short(clean.find((text) => displayWidth(text) <= columns) ?? clean.at(-1) ?? '', columns, look);
}

/** The name of the source gives way, then its size, and not what is asked. */
function question({ answers, step }: Asking, look: Look): string {
  const { medium } = answers;
  const columns = bodyColumns(look);
  const menu = entryIn(answers)?.words.menu;
  if (step === 'medium') return short(menu?.medium ?? '', columns, look);
  const source = medium === undefined ? answers.source : { ...medium, path: medium.name, kind: undefined };
  const known = source?.sizeBytes === undefined ? '' : sizeText(source.sizeBytes);
  const ask = (name: string, size: string) =>
    menu?.drive?.({ name, size, isReceipt: source?.kind === 'receipt' }) ?? '';
  const room = (size: string) => columns - displayWidth(ask('', size));
  const size = room(known) < LEAST_NAME ? '' : known;
  const name = short(nameOf(source?.path ?? ''), Math.max(LEAST_NAME, room(size)), look);
  return short(ask(name, size), columns, look);
}

/** A shorter name is not known by anybody. */
const LEAST_NAME = 9;

function emptyText({ driveList }: Asking, count: number): string | undefined {
  if (driveList.drives === undefined) return t().screens.target.looking;
  return count > 0 ? undefined : t().screens.target.noneYet;
}

/** One line each, as many as there is room for; none when not even one drive would be named. */
function refusedLines(drives: readonly Drive[], room: number, look: Look): string[] {
  const lines = refusedTexts(drives, look);
  if (lines.length <= room) return lines;
  const shown = Math.max(0, room - 1);
  return shown < 1 ? [] : [...lines.slice(0, shown), `  ${t().screens.lists.andMore(lines.length - shown)}`];
}
