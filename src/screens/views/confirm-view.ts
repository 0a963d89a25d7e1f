import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { warningText } from '../../words/refusals.ts';
import { sizeText } from '../../words/sizes.ts';
import { undoneText } from '../../words/undone.ts';
import { fill, fillLeft, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import {
  chosenDrives,
  losesFiles,
  typedState,
  typedWords,
  undoWords,
  wantedWords,
  wrongText,
} from '../wizard/confirm-words.ts';
import { someNames } from '../wizard/some-names.ts';
import type { Asking } from '../wizard/state.ts';
import { taskIn } from '../wizard/undertaking.ts';
import { contentText, identityRows, lostText, modelText, serialTail } from './drive-words.ts';
import { fact } from './fact.ts';
import { fieldText } from './field-text.ts';
import { undoRows, unmountRows } from './lost-rows.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';
import { topRows } from './top-rows.ts';

export interface ConfirmView {
  readonly warning: string;
  readonly facts: readonly Row[];
  readonly wanted: string;
  readonly field: string;
  readonly state: Row;
}

/** The warning, the question and the field are always on the screen, and a line below them when it says something. */
const OTHER_ROWS = 3;
/** A window of so few rows shows of a drive what is lost, and leaves the rest to the screens before. */
const FEW_ROWS = 8;
/** Names of the first file systems stand here, those of all of them in the summary. */
const MOST_NAME_ROWS = 3;

export function confirmView(asking: Asking, look: Look): ConfirmView {
  const columns = bodyColumns(look);
  const state = stateRow(asking, look);
  const room = Math.max(1, bodyRows(look) - OTHER_ROWS - state.length);
  const view =
    taskIn(asking.answers)?.confirms === 'word' ? undoView(asking, look) : eraseView(asking, room, look);
  return {
    ...view,
    warning: short(view.warning, columns, look),
    facts: view.facts.slice(0, room),
    field: fieldText(asking.confirm.field, columns - 4, look),
    state,
  };
}

type Part = Pick<ConfirmView, 'warning' | 'facts' | 'wanted'>;

/** Putting back overwrites too: what is on the drive now. */
function undoView({ summary, answers }: Asking, look: Look): Part {
  const undone = summary.progress.done?.report.undone ?? [];
  return {
    warning: t().screens.confirm.undoWarning,
    facts: [
      ...fact(t().screens.summary.job, answers.job?.job.id ?? '', look),
      ...undone.flatMap(undoneText).flatMap((text) => fact('', text, look)),
    ],
    wanted: undoWords(losesFiles(undone)),
  };
}

function eraseView(asking: Asking, room: number, look: Look): Part {
  const drives = chosenDrives(asking.answers);
  const [drive] = drives;
  if (drive === undefined) return { warning: '', facts: [], wanted: '' };
  if (drives.length > 1) return manyView(asking, room, look);
  const below = [
    ...unmountRows(drives, look),
    ...drive.warnings.slice(0, 2).flatMap((one) => fact('!', warningText(one), look, 'warn')),
  ];
  const isLow = bodyRows(look) < FEW_ROWS;
  const spare = room - driveFacts(drive, [], look).length - below.length;
  const names = topRows(drive, asking.tops, look).slice(0, Math.max(0, Math.min(MOST_NAME_ROWS, spare)));
  const facts = [...(isLow ? lostLines(drive, look) : driveFacts(drive, names, look)), ...below];
  const undo = undoRows(asking.answers, look, room - facts.length);
  return {
    warning: t().screens.confirm.eraseOne(drive.name),
    facts: [...facts, ...undo.slice(0, undo.length > room - facts.length ? 0 : undo.length)],
    wanted: wantedWords(drives).join(' '),
  };
}

/** What is lost stands before what tells the drive from others: it is seen in lower windows too. */
function driveFacts(drive: Drive, names: readonly Row[], look: Look): Row[] {
  const [name, size, ...rest] = identityRows(drive);
  const holds = [t().screens.drive.holds, contentText(drive)] as const;
  const rows = (one: readonly [label: string, text: string] | undefined) =>
    one === undefined ? [] : fact(one[0], one[1], look);
  return [...[name, size, holds].flatMap(rows), ...names, ...rest.flatMap(rows)];
}

/** Size and content without labels, below each other where they are long. */
function lostLines(drive: Drive, look: Look): Row[] {
  const text = `${sizeText(drive.sizeBytes)}  ${lostText(drive)}`;
  return wrapText(text, bodyColumns(look)).map((line) => row(line));
}

/** Each drive with a box that is ticked when its name stands in the field; where not all fit, those still open come first. */
function manyView({ answers, confirm, tops }: Asking, room: number, look: Look): Part {
  const drives = chosenDrives(answers);
  const typed = typedWords(confirm.field.text);
  const isNamed = ({ name }: Drive) => typed.includes(name);
  const isLow = bodyRows(look) < FEW_ROWS;
  const most = isLow ? room : Math.max(2, room - ROWS_BELOW_DRIVES);
  const fits = drives.length <= most;
  const sorted = fits ? drives : [...drives].sort((a, b) => Number(isNamed(a)) - Number(isNamed(b)));
  const shown = sorted.slice(0, fits || isLow ? most : most - 1);
  const boxes = boxLines(shown, drives, isNamed, look);
  const names = shown.map((drive) => topRows(drive, tops, look).slice(0, 1));
  const hasRoom = boxes.length + names.flat().length <= most;
  return {
    ...manyWords(drives, look),
    facts: [
      ...boxes.flatMap((box, index) => [box, ...(hasRoom ? (names[index] ?? []) : [])]),
      ...(shown.length < sorted.length
        ? [row(`    ${t().screens.lists.andMore(sorted.length - shown.length)}`)]
        : []),
      ...unmountRows(drives, look).slice(0, 1),
      ...undoRows(answers, look),
    ],
  };
}

/** What is asked, in fewer words where they would be cut. */
function manyWords(drives: readonly Drive[], look: Look): Pick<ConfirmView, 'warning' | 'wanted'> {
  const words = t().screens.confirm;
  const extra = wantedWords(drives).slice(drives.length).join(' ');
  const all = extra === '' ? words.everyName : words.everyNameAnd(extra);
  const some = extra === '' ? words.everyNameShort : words.everyNameAndShort(extra);
  const warning = words.eraseMany(drives.length);
  const fits = (text: string) => displayWidth(text) <= bodyColumns(look);
  return {
    warning: fits(warning) ? warning : words.eraseManyShort(drives.length),
    wanted: fits(`${words.type}${all}${words.toStart}`) ? all : some,
  };
}

/** What is unmounted, and what can be put back. */
const ROWS_BELOW_DRIVES = 4;

/** Size and content first: what identifies a drive was looked at before, and gives way. */
function boxLines(
  shown: readonly Drive[],
  all: readonly Drive[],
  isNamed: (drive: Drive) => boolean,
  look: Look,
): Row[] {
  const widest = (texts: readonly string[]) => Math.max(...texts.map(displayWidth));
  const nameColumns = widest(all.map(({ name }) => name));
  const contentColumns = widest(all.map(lostText));
  const { dots } = glyphsOf(look);
  return shown.map((drive) => {
    const size = fillLeft(sizeText(drive.sizeBytes), 8);
    const lost = `${fill(drive.name, nameColumns)}  ${size}  ${fill(lostText(drive), contentColumns)}`;
    const line = `${isNamed(drive) ? '[x]' : '[ ]'} ${lost}  ${modelText(drive)}  ${serialTail(drive, dots)}`;
    return row(short(line, bodyColumns(look), look));
  });
}

/** What stands below the field: trouble, or what is still to type, or how to leave. */
function stateRow({ confirm, answers }: Asking, look: Look): Row {
  const columns = bodyColumns(look);
  const words = t().screens.confirm;
  const drives = chosenDrives(answers);
  if (confirm.checking) return row(short(words.looking, columns, look));
  // The keys at the foot say it too.
  const leave = bodyRows(look) < FEW_ROWS ? EMPTY_ROW : row(short(words.escape, columns, look));
  if (drives.length < 2 || typedWords(confirm.field.text).length === 0) return leave;
  const typed = typedState(drives, confirm.field.text);
  const wrong = wrongText(typed);
  if (wrong !== undefined) return row(short(wrong, columns, look), 'warn');
  if (typed.open.length === 0) return row(short(words.allNamed, columns, look), 'good');
  return row(stillText(typed.open, columns));
}

/** As many names as fit in one line. */
function stillText(open: readonly string[], columns: number): string {
  const { still } = t().screens.confirm;
  for (let most = open.length; most > 1; most--) {
    const text = still(someNames(open, most));
    if (displayWidth(text) <= columns) return text;
  }
  return still(someNames(open, 1));
}
