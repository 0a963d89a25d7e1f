import type { Drive } from '../../engine/ports/drive.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, column, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { CHECKSUM_ROW, driveId, isNew, isOffered, purposeOf } from '../wizard/drive-list.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { busText, contentText, identityRows, modelText, serialTail } from './drive-words.ts';
import { windowOf } from './window.ts';

export interface TargetView {
  readonly question: string;
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  readonly empty: string | undefined;
  /** About the marked drive, so that a person can be sure. */
  readonly details: readonly string[];
  readonly warnings: readonly string[];
  readonly refused: readonly string[];
  readonly tip: string;
}

/** Room of each column, as wide as the widest text in it. */
interface Columns {
  readonly name: number;
  readonly model: number;
  readonly bus: number;
  readonly serial: number;
}

const SIZE_COLUMNS = 8;
const GAP = '  ';

export function targetView(asking: Asking, look: Look): TargetView {
  const { driveList, answers } = asking;
  const drives = driveList.drives ?? [];
  const purpose = purposeOf(answers.task);
  const offered = drives.filter((drive) => isOffered(drive, purpose));
  const widths = columnsFor(drives, look);
  const marked = offered.find((drive) => driveId(drive) === driveList.cursor);
  const all = [
    ...(answers.task === 'verify'
      ? [{ id: CHECKSUM_ROW, text: 'only the image, against its own checksum file' }]
      : []),
    ...offered.map((drive) => ({
      id: driveId(drive),
      text: offeredText(drive, isNew(driveList, drive), widths, look),
    })),
  ];
  const rowsRoom = Math.max(2, Math.floor((bodyRows(look) - 8) / 2));
  const { from, to } = windowOf(
    all.length,
    all.findIndex(({ id }) => id === driveList.cursor),
    rowsRoom,
  );
  const details = marked === undefined ? [] : detailLines(marked, widths, look);
  const warnings = (marked?.warnings ?? [])
    .slice(0, 2)
    .map(({ text }) => short(`! ${text}`, bodyColumns(look), look));
  const refused = drives.filter((drive) => !isOffered(drive, purpose));
  const used = 5 + (to - from) + details.length + warnings.length + (details.length > 0 ? 1 : 0);
  const room = bodyRows(look) - used - 1;
  return {
    question: short(question(asking), bodyColumns(look), look),
    rows: all.slice(from, to),
    cursor: driveList.cursor,
    empty: emptyText(asking, all.length),
    details,
    warnings,
    refused: refusedLines(refused, widths, room, look),
    tip: short(tipText(refused, room), bodyColumns(look), look),
  };
}

/** With too little room for the list of refused drives, their names stand here. */
function tipText(refused: readonly Drive[], room: number): string {
  if (refused.length === 0 || room > 0) return 'Not sure which? Plug the drive in now: it is marked NEW.';
  return `Not offered: ${refused.map(({ name, refusals }) => `${name} (${refusals[0]?.text})`).join(', ')}`;
}

function question({ answers }: Asking): string {
  if (answers.task === 'verify') return `What is ${nameOf(answers.source?.path ?? '')} compared with?`;
  const size = answers.source?.sizeBytes;
  return `Which drive gets ${nameOf(answers.source?.path ?? '')}${size === undefined ? '' : ` (${sizeText(size)})`}?`;
}

function emptyText({ driveList }: Asking, count: number): string | undefined {
  if (driveList.drives === undefined) return 'Looking for drives...';
  return count > 0 ? undefined : 'No drive can be offered yet. Plug one in: it appears here by itself.';
}

/** All of it identifies a drive: only the model gives way, and then it stands whole in the details. */
function columnsFor(drives: readonly Drive[], look: Look): Columns {
  const widest = (texts: string[], most: number) => Math.min(most, Math.max(4, ...texts.map(displayWidth)));
  const name = widest(
    drives.map(({ name }) => name),
    look.columns >= 70 ? 20 : 14,
  );
  const bus = widest(drives.map(busText), 6);
  const serial = widest(
    drives.map((drive) => serialTail(drive, dotsOf(look))),
    9,
  );
  const rest = name + SIZE_COLUMNS + bus + serial + 4 * GAP.length;
  const room = bodyColumns(look) - 2 - rest - NEW_MARK.length;
  return { name, bus, serial, model: widest(drives.map(modelText), Math.max(4, room)) };
}

const NEW_MARK = '  NEW';
const dotsOf = (look: Look) => (look.glyphs === 'utf8' ? '…' : '..');

function identityText(drive: Drive, widths: Columns, look: Look): string {
  return [
    column(drive.name, widths.name, look),
    column(modelText(drive), widths.model, look),
    fillLeft(sizeText(drive.sizeBytes), SIZE_COLUMNS),
    column(busText(drive), widths.bus, look),
    column(serialTail(drive, dotsOf(look)), widths.serial, look),
  ].join(GAP);
}

function offeredText(drive: Drive, isFresh: boolean, widths: Columns, look: Look): string {
  const columns = bodyColumns(look) - 2;
  const mark = isFresh ? NEW_MARK : '';
  const identity = identityText(drive, widths, look);
  const room = columns - displayWidth(identity) - mark.length - GAP.length;
  const content = room >= 5 ? `${GAP}${column(contentText(drive), room, look)}` : '';
  return `${short(identity, columns - mark.length, look)}${content}${mark}`;
}

function detailLines(drive: Drive, widths: Columns, look: Look): string[] {
  const isCut = displayWidth(modelText(drive)) > widths.model;
  const rows = [...identityRows(drive).slice(isCut ? 0 : 1), ['holds', contentText(drive)] as const];
  return rows.map(([label, text]) => short(`  ${label.padEnd(7)} ${text}`, bodyColumns(look), look));
}

/** One line each: model and size give way to the reason. */
function refusedLines(drives: readonly Drive[], widths: Columns, room: number, look: Look): string[] {
  const lines = drives.map((drive) => refusedText(drive, widths, look));
  if (lines.length <= room) return lines;
  const shown = Math.max(0, room - 1);
  return room < 1 ? [] : [...lines.slice(0, shown), `  and ${lines.length - shown} more`];
}

function refusedText(drive: Drive, widths: Columns, look: Look): string {
  const columns = bodyColumns(look);
  const reason = drive.refusals.map(({ text }) => cleanText(text)).join('; ');
  const rest = 2 + widths.name + SIZE_COLUMNS + 3 * GAP.length;
  const room = columns - rest - displayWidth(reason);
  const identity = [
    column(drive.name, widths.name, look),
    ...(room >= 6 ? [column(modelText(drive), Math.min(widths.model, room), look)] : []),
    ...(room >= 0 ? [fillLeft(sizeText(drive.sizeBytes), SIZE_COLUMNS)] : []),
  ].join(GAP);
  return short(`  ${identity}${GAP}${reason}`, columns, look);
}
