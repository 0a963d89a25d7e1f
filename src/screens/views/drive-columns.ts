import type { Drive } from '../../engine/contract/ports/drive.ts';
import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { refusalText } from '../../words/refusals.ts';
import { sizeText } from '../../words/sizes.ts';
import { fillLeft } from '../look/fit.ts';
import { bodyColumns, column, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { busText, contentText, modelText, serialTail } from './drive-words.ts';

/** Room of each column, as wide as the widest text in it. */
export interface Columns {
  readonly name: number;
  readonly model: number;
  readonly bus: number;
  readonly serial: number;
}

const SIZE_COLUMNS = 8;
const GAP = '  ';

/** All of it identifies a drive: only the model gives way, and then it stands whole in the details. */
export function columnsFor(drives: readonly Drive[], look: Look): Columns {
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
  const room = bodyColumns(look) - 2 - rest - newMark().length;
  // A code takes no room from what tells the other drives; the details show that model whole.
  const models = drives.map((drive) => modelText(drive).replace(/<U\+[0-9A-F]+>/g, ''));
  return { name, bus, serial, model: widest(models, Math.max(4, room)) };
}

const newMark = () => `${GAP}${t().screens.drive.fresh}`;
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

/** A drive that can be chosen: all that identifies it, and as much of what is on it as fits. */
export function offeredText(drive: Drive, isFresh: boolean, widths: Columns, look: Look): string {
  const columns = bodyColumns(look) - 2;
  const mark = isFresh ? newMark() : '';
  const identity = identityText(drive, widths, look);
  const room = columns - displayWidth(identity) - mark.length - GAP.length;
  const content = room >= 5 ? `${GAP}${column(contentText(drive), room, look)}` : '';
  return `${short(identity, columns - mark.length, look)}${content}${mark}`;
}

/** A drive that cannot be chosen, and why: model and size give way to the reason. */
export function refusedText(drive: Drive, widths: Columns, look: Look): string {
  const columns = bodyColumns(look);
  const reason = drive.refusals.map((refusal) => cleanText(refusalText(refusal))).join('; ');
  const rest = 2 + widths.name + SIZE_COLUMNS + 3 * GAP.length;
  const room = columns - rest - displayWidth(reason);
  const identity = [
    column(drive.name, widths.name, look),
    ...(room >= 6 ? [column(modelText(drive), Math.min(widths.model, room), look)] : []),
    ...(room >= 0 ? [fillLeft(sizeText(drive.sizeBytes), SIZE_COLUMNS)] : []),
  ].join(GAP);
  return short(`  ${identity}${GAP}${reason}`, columns, look);
}
