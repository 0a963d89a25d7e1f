import type { Drive } from '../../engine/ports/drive.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { CHECKSUM_ROW, driveId, isNew, isOffered, purposeOf } from '../wizard/drive-list.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { type Columns, columnsFor, offeredText, refusedText } from './drive-columns.ts';
import { contentText, identityRows, modelText } from './drive-words.ts';
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

function detailLines(drive: Drive, widths: Columns, look: Look): string[] {
  const isCut = displayWidth(modelText(drive)) > widths.model;
  const rows = [...identityRows(drive).slice(isCut ? 0 : 1), ['holds', contentText(drive)] as const];
  return rows.map(([label, text]) => short(`  ${label.padEnd(7)} ${text}`, bodyColumns(look), look));
}

/** One line each, as many as there is room for. */
function refusedLines(drives: readonly Drive[], widths: Columns, room: number, look: Look): string[] {
  const lines = drives.map((drive) => refusedText(drive, widths, look));
  if (lines.length <= room) return lines;
  const shown = Math.max(0, room - 1);
  return room < 1 ? [] : [...lines.slice(0, shown), `  and ${lines.length - shown} more`];
}
