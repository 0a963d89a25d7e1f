import type { Entry } from '../../tasks/task.ts';
import { entryOf } from '../../tasks/tasks.ts';
import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import type { Binding, Command } from '../keys/binding.ts';
import { keyName } from '../keys/key-name.ts';
import { keyTable, type Place } from '../keys/table.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { piece, type Row, row } from './row.ts';

/** What stands around every screen. */
export interface FrameView {
  readonly head: Row;
  /** What is known so far, one line. */
  readonly subject: string;
  /** The empty line below it is left to the list, which needs it. */
  readonly isTight: boolean;
  /** One line; a sentence that is longer gets a second one. */
  readonly notice: readonly Row[];
  readonly hints: string;
}

export interface FrameFacts {
  readonly task: Entry['id'] | undefined;
  readonly right: string;
  readonly subject: string;
  readonly notice: string | undefined;
  readonly place: Place;
  /** What would do nothing now: no hint is given. */
  readonly idle: readonly Command[];
}

/** In a window with fewer rows the first list would not be whole. */
export const TIGHT_ROWS = 11;

export function frameView(facts: FrameFacts, look: Look): FrameView {
  return {
    head: headRow(facts, look),
    subject: facts.subject,
    isTight: facts.place === 'task' && look.rows < TIGHT_ROWS,
    notice: noticeRows(facts.notice ?? '', look),
    hints: hintText(
      keyTable[facts.place].filter(({ command }) => !facts.idle.includes(command)),
      bodyColumns(look),
      look,
    ),
  };
}

/** A notice, in one line or two: what is on the screen gives way to it. */
export function noticeRows(notice: string, look: Look): readonly Row[] {
  const columns = bodyColumns(look);
  const [first = '', ...more] = wrapText(cleanText(notice), columns);
  if (more.length === 0) return [row(short(notice, columns, look), 'warn')];
  return [row(first, 'warn'), row(short(more.join(' '), columns, look), 'warn')];
}

function headRow({ task, right }: FrameFacts, look: Look): Row {
  const columns = bodyColumns(look);
  const title = task === undefined ? '' : `   ${entryOf(task).words.title}`;
  const shortRight = short(right, columns - 10, look);
  const room = columns - 9 - displayWidth(shortRight) - 1;
  const shownTitle = displayWidth(title) <= room ? title : '';
  const gap = columns - 9 - displayWidth(shownTitle) - displayWidth(shortRight);
  return [
    piece('isowright', 'strong'),
    piece(shownTitle),
    piece(' '.repeat(Math.max(1, gap))),
    piece(shortRight, 'accent'),
  ];
}

/** Windows with fewer columns need them for one key more. */
const NARROW_COLUMNS = 50;

/** As many hints as fit; `? help` always does, because it tells the rest. */
export function hintText(bindings: readonly Binding[], columns: number, look: Look): string {
  const texts = bindings.flatMap(({ hint }) => (hint === undefined ? [] : [hintWord(hint, look)]));
  const last = texts.findLast((text) => text.startsWith('?'));
  const gap = look.columns < NARROW_COLUMNS ? '  ' : '   ';
  let shown = last ?? '';
  for (let count = 0; count <= texts.length; count += 1) {
    const some = texts.filter((text, index) => index < count || text === last).join(gap);
    if (displayWidth(some) > columns) break;
    shown = some;
  }
  return shown;
}

function hintWord([key, word]: NonNullable<Binding['hint']>, look: Look): string {
  const { hints, upDown } = t().screens.keys;
  const name = key === 'up-down' ? (glyphsOf(look).upDown ?? upDown) : keyName(key);
  return `${name} ${hints[word]}`;
}
