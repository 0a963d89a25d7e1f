import { t } from '../../words/language.ts';
import { warningText } from '../../words/refusals.ts';
import { undoneText } from '../../words/undone.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import {
  chosenDrives,
  losesFiles,
  strayWords,
  typedWords,
  undoWords,
  wantedWords,
} from '../wizard/confirm-words.ts';
import type { Asking } from '../wizard/state.ts';
import { taskIn } from '../wizard/undertaking.ts';
import { contentText, driveLine, identityRows } from './drive-words.ts';
import { fact } from './fact.ts';
import { fieldText } from './field-text.ts';
import { undoRows, unmountRows } from './lost-rows.ts';
import { type Row, row } from './row.ts';

export interface ConfirmView {
  readonly warning: string;
  readonly facts: readonly Row[];
  readonly wanted: string;
  readonly field: string;
  readonly state: Row;
}

/** The warning, the question, the field and a line below it are always on the screen. */
const OTHER_ROWS = 4;

export function confirmView(asking: Asking, look: Look): ConfirmView {
  const drives = chosenDrives(asking.answers);
  const columns = bodyColumns(look);
  const view = taskIn(asking.answers)?.confirms === 'word' ? undoView(asking, look) : eraseView(asking, look);
  return {
    ...view,
    warning: short(view.warning, columns, look),
    facts: view.facts.slice(0, Math.max(1, bodyRows(look) - OTHER_ROWS)),
    field: fieldText(asking.confirm.field, columns - 4, look),
    state: stateRow(asking, drives.length > 1, look),
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

function eraseView(asking: Asking, look: Look): Part {
  const drives = chosenDrives(asking.answers);
  const [drive] = drives;
  if (drive === undefined) return { warning: '', facts: [], wanted: '' };
  if (drives.length > 1) return manyView(asking, look);
  const rows = [...identityRows(drive), [t().screens.drive.holds, contentText(drive)] as const];
  const facts = [
    ...rows.flatMap(([label, text]) => fact(label, text, look)),
    ...unmountRows(drives, look),
    ...drive.warnings.slice(0, 2).flatMap((one) => fact('!', warningText(one), look, 'warn')),
  ];
  return {
    warning: t().screens.confirm.eraseOne(drive.name),
    facts: [...facts, ...undoRows(asking.answers, look, bodyRows(look) - OTHER_ROWS - facts.length)],
    wanted: wantedWords(drives).join(' '),
  };
}

/** Each drive with a box that is ticked when its name stands in the field; those still open come first. */
function manyView({ answers, confirm }: Asking, look: Look): Part {
  const drives = chosenDrives(answers);
  const typed = typedWords(confirm.field.text);
  const isNamed = (name: string) => typed.includes(name);
  const sorted = [...drives].sort((a, b) => Number(isNamed(a.name)) - Number(isNamed(b.name)));
  const columns = bodyColumns(look);
  const dots = look.glyphs === 'utf8' ? '…' : '..';
  const room = Math.max(2, bodyRows(look) - OTHER_ROWS - 4);
  const shown = sorted.slice(0, sorted.length > room ? room - 1 : room);
  const extra = wantedWords(drives).slice(drives.length);
  const nameColumns = Math.max(...drives.map(({ name }) => name.length));
  return {
    warning: t().screens.confirm.eraseMany(drives.length),
    facts: [
      ...shown.map((drive) =>
        row(
          short(
            `${isNamed(drive.name) ? '[x]' : '[ ]'} ${driveLine(drive, dots, nameColumns)}  ${contentText(drive)}`,
            columns,
            look,
          ),
        ),
      ),
      ...(shown.length < sorted.length
        ? [row(`    ${t().screens.lists.andMore(sorted.length - shown.length)}`)]
        : []),
      ...unmountRows(drives, look).slice(0, 1),
      ...undoRows(answers, look),
    ],
    wanted:
      extra.length > 0 ? t().screens.confirm.everyNameAnd(extra.join(' ')) : t().screens.confirm.everyName,
  };
}

function stateRow({ confirm, answers }: Asking, isMany: boolean, look: Look): Row {
  const columns = bodyColumns(look);
  if (confirm.checking) return row(short(t().screens.confirm.looking, columns, look));
  const [stray] = isMany ? strayWords(chosenDrives(answers), confirm.field.text) : [];
  if (stray !== undefined) return row(short(t().screens.confirm.stray(stray), columns, look), 'warn');
  return row(short(t().screens.confirm.escape, columns, look));
}
