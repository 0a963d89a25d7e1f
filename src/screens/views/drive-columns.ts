import type { Drive } from '../../engine/contract/ports/drive.ts';
import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { refusalText } from '../../words/refusals.ts';
import { sizeText } from '../../words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, column, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { busText, lostText, modelText, serialTail } from './drive-words.ts';

/** Room of each column; 0: it is left out. */
export interface Columns {
  readonly name: number;
  readonly model: number;
  readonly content: number;
  readonly serial: number;
  readonly bus: number;
}

const SIZE_COLUMNS = 8;
const GAP = '  ';
/** A model that is cut shorter tells nothing any more. */
const LEAST_MODEL = 12;
const LEAST_OF_ALL = 6;
/** A list of many partitions takes no room from the rest beyond this. */
const MOST_CONTENT = 40;

/**
 * What would be lost comes first: name, size and content stand in every row. Then what tells one drive from another: the
 * serial number, the model, the bus. What is left out or cut stands whole below the list, of the drive under the cursor.
 */
export function columnsFor(offered: readonly Drive[], hasNew: boolean, look: Look): Columns {
  const wide = widestOf(offered, look);
  const name = nameColumns(offered, look);
  const mark = hasNew ? displayWidth(newMark()) : 0;
  const fixed = 2 + name + GAP.length + SIZE_COLUMNS + mark;
  let room = bodyColumns(look) - fixed;
  const content = Math.max(0, Math.min(wide.content, room - GAP.length));
  room -= GAP.length + content;
  const bits = { model: 0, serial: 0, bus: 0 };
  const take = (what: keyof typeof bits, columns: number, beside = 0) => {
    if (room - beside < GAP.length + columns) return;
    bits[what] = columns;
    room -= GAP.length + columns;
  };
  const leastModel = Math.min(wide.model, LEAST_MODEL);
  take('serial', wide.serial, GAP.length + leastModel);
  take('bus', wide.bus, GAP.length + wide.model);
  take('model', Math.min(wide.model, Math.max(room - GAP.length, Math.min(LEAST_OF_ALL, wide.model))));
  return { name, content, ...bits };
}

function nameColumns(drives: readonly Drive[], look: Look): number {
  const most = look.columns >= 70 ? 20 : look.columns >= 50 ? 14 : 12;
  return widest(drives.map(rowName), most, 3);
}

function widestOf(drives: readonly Drive[], look: Look): Omit<Columns, 'name'> {
  return {
    content: widest(drives.map(lostText), MOST_CONTENT),
    serial: widest(
      drives.map((drive) => serialTail(drive, dotsOf(look))),
      9,
    ),
    bus: widest(drives.map(busText), 6),
    // A code takes no room from what tells the other drives; the details show that model whole.
    model: widest(
      drives.map((drive) => modelText(drive).replace(/<U\+[0-9A-F]+>/g, '')),
      30,
    ),
  };
}

const widest = (texts: readonly string[], most: number, least = 4) =>
  Math.min(most, Math.max(least, ...texts.map(displayWidth)));
const newMark = () => `${GAP}${t().screens.drive.fresh}`;
const dotsOf = (look: Look) => (look.glyphs === 'utf8' ? '…' : '..');

/** A drive that can be chosen: what would be lost, and as much as fits of what identifies it. */
export function offeredText(drive: Drive, isFresh: boolean, widths: Columns, look: Look): string {
  const columns = bodyColumns(look) - 2;
  const mark = isFresh ? newMark() : '';
  const cells = [
    column(rowName(drive), widths.name, look),
    ...cellOf(ownText(drive, modelText(drive)), widths.model, look),
    fillLeft(sizeText(drive.sizeBytes), SIZE_COLUMNS),
    ...cellOf(lostText(drive), widths.content, look),
    ...cellOf(ownText(drive, serialTail(drive, dotsOf(look))), widths.serial, look),
    ...cellOf(ownText(drive, busText(drive)), widths.bus, look),
  ];
  return `${short(cells.join(GAP), columns - displayWidth(mark), look)}${mark}`;
}

/** A partition stands below its drive, and a little to the right. */
const rowName = ({ name, partOf }: Drive): string => (partOf === undefined ? name : `  ${name}`);
/** What is said of the drive is not said again of its partitions. */
const ownText = ({ partOf }: Drive, text: string): string => (partOf === undefined ? text : '');

const cellOf = (text: string, width: number, look: Look) => (width === 0 ? [] : [column(text, width, look)]);

/** Drives that cannot be chosen, and why: model and size give way to the reason. */
export function refusedTexts(drives: readonly Drive[], look: Look): string[] {
  const names = nameColumns(drives, look);
  const models = widest(drives.map(modelText), 30);
  return drives.map((drive) => refusedText(drive, names, models, look));
}

function refusedText(drive: Drive, names: number, models: number, look: Look): string {
  const columns = bodyColumns(look);
  const reason = drive.refusals.map((refusal) => cleanText(refusalText(refusal))).join('; ');
  const rest = 2 + names + SIZE_COLUMNS + 3 * GAP.length;
  const room = columns - rest - displayWidth(reason);
  const identity = [
    column(drive.name, names, look),
    ...(room >= 6 ? [column(modelText(drive), Math.min(models, room), look)] : []),
    ...(room >= 0 ? [fillLeft(sizeText(drive.sizeBytes), SIZE_COLUMNS)] : []),
  ].join(GAP);
  return short(`  ${identity}${GAP}${reason}`, columns, look);
}
