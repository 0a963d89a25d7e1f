import type { Drive } from '../../engine/ports/drive.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, column, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { CHECKSUM_ROW, driveId, isNew, isOffered } from '../wizard/drive-list.ts';
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

/** Room of each column; names and models are as wide as the widest one shown. */
interface Columns {
  readonly name: number;
  readonly model: number;
}

export function targetView(asking: Asking, look: Look): TargetView {
  const { driveList, answers } = asking;
  const drives = driveList.drives ?? [];
  const offered = drives.filter(isOffered);
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
  const details = marked === undefined ? [] : detailLines(marked, look);
  const warnings = (marked?.warnings ?? [])
    .slice(0, 2)
    .map(({ text }) => short(`! ${text}`, bodyColumns(look), look));
  const used = 5 + (to - from) + details.length + warnings.length + (details.length > 0 ? 1 : 0);
  return {
    question: short(question(asking), bodyColumns(look), look),
    rows: all.slice(from, to),
    cursor: driveList.cursor,
    empty: emptyText(asking, all.length),
    details,
    warnings,
    refused: refusedLines(
      drives.filter((drive) => !isOffered(drive)),
      widths,
      bodyRows(look) - used - 1,
      look,
    ),
    tip: 'Not sure which? Plug the drive in now: it will be marked NEW.'.slice(0, bodyColumns(look)),
  };
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

function columnsFor(drives: readonly Drive[], look: Look): Columns {
  const isWide = look.columns >= 70;
  const widest = (texts: string[], most: number) => Math.min(most, Math.max(4, ...texts.map(displayWidth)));
  return {
    name: widest(
      drives.map(({ name }) => name),
      isWide ? 16 : 12,
    ),
    model: widest(drives.map(modelText), isWide ? 24 : Math.max(8, look.columns - 42)),
  };
}

/** Name, model, size, bus and serial are never cut at 80 columns; what is on the drive is. */
function identityText(drive: Drive, widths: Columns, look: Look): string {
  return [
    column(drive.name, widths.name, look),
    column(modelText(drive), widths.model, look),
    fillLeft(sizeText(drive.sizeBytes), 8),
    column(busText(drive), 4, look),
    column(serialTail(drive, glyphsOf(look).dots === '...' ? '..' : glyphsOf(look).dots), 6, look),
  ].join('  ');
}

function offeredText(drive: Drive, isFresh: boolean, widths: Columns, look: Look): string {
  const columns = bodyColumns(look) - 2;
  const mark = isFresh ? '  NEW' : '';
  const identity = identityText(drive, widths, look);
  const room = columns - displayWidth(identity) - mark.length - 2;
  const content = room >= 5 ? `  ${column(contentText(drive), room, look)}` : '';
  return `${short(identity, columns - mark.length, look)}${content}${mark}`;
}

function detailLines(drive: Drive, look: Look): string[] {
  const columns = bodyColumns(look);
  const rows = [...identityRows(drive).slice(1), ['holds', contentText(drive)] as const];
  return rows.map(([label, text]) => short(`  ${label.padEnd(7)} ${text}`, columns, look));
}

/** A reason that does not fit behind its drive gets a line of its own. */
function refusedLines(drives: readonly Drive[], widths: Columns, room: number, look: Look): string[] {
  const lines = drives.flatMap((drive) => {
    const identity = `  ${identityText(drive, widths, look)}`;
    const reason = drive.refusals.map(({ text }) => cleanText(text)).join('; ');
    const isOneLine = displayWidth(identity) + 2 + displayWidth(reason) <= bodyColumns(look);
    return isOneLine
      ? [[`${identity}  ${reason}`]]
      : [[short(identity, bodyColumns(look), look), short(`      ${reason}`, bodyColumns(look), look)]];
  });
  const shown: string[] = [];
  for (const [index, group] of lines.entries()) {
    const reserve = index === lines.length - 1 ? 0 : 1;
    if (shown.length + group.length + reserve > room)
      return room < 1 ? [] : [...shown, `  and ${lines.length - index} more`];
    shown.push(...group);
  }
  return shown;
}
