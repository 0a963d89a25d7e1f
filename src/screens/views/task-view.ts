import { present } from '../../engine/contract/failure/present.ts';
import { entryOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import type { Task } from '../ports.ts';
import { tasks as allTasks } from '../wizard/answer.ts';
import { offeredTasks } from '../wizard/given.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { TIGHT_ROWS } from './frame-view.ts';
import { outOfSight } from './out-of-sight.ts';
import { windowOf } from './window.ts';

export interface TaskView {
  readonly rows: readonly { readonly id: Task; readonly text: string }[];
  readonly cursor: Task;
  /** About the marked row. */
  readonly about: readonly string[];
  readonly welcome: readonly string[];
  /** With what is out of sight. */
  readonly question: string;
}

const menuOf = (id: Task) => entryOf(id).words.menu;

export function taskView(asking: Asking, look: Look): TaskView {
  const { taskCursor, start } = asking;
  const tasks = offeredTasks(asking);
  const cursor = tasks[taskCursor] ?? tasks[0] ?? present(allTasks[0]);
  const columns = bodyColumns(look);
  // The question stays; where not all tasks fit, those around the cursor are shown, and how many are out of sight beside it.
  const rows = bodyRows(look) - 1 + (look.rows < TIGHT_ROWS ? 1 : 0);
  const room = bodyRows(look) - tasks.length;
  const { from, to } = windowOf(tasks.length, tasks.indexOf(cursor), rows);
  const mostAbout = Math.max(...tasks.map((id) => aboutLines(id, columns).length));
  const hidden = outOfSight(from, tasks.length - to);
  const welcome = welcomeLines(start.bench).flatMap((text) => wrapText(text, columns));
  return {
    rows: tasks
      .slice(from, to)
      .map((id) => ({ id, text: short(menuOf(id)?.title ?? '', columns - 2, look) })),
    cursor,
    about: aboutLines(cursor, columns),
    welcome: room > welcome.length + mostAbout && asking.given === undefined ? welcome : [],
    question: short([questionText(asking), hidden].filter(Boolean).join('  '), columns, look),
  };
}

const aboutLines = (id: Task, columns: number): string[] =>
  (menuOf(id)?.about ?? []).flatMap((text) => wrapText(text, columns));

/** What is looked at is named, and so is what something is to be done with. */
function questionText({ given }: Asking): string {
  const { question, lookingAt, questionFor } = t().screens.task;
  if (given === undefined) return question;
  return given.source === undefined ? lookingAt(given.path) : questionFor(nameOf(given.path));
}

function welcomeLines(isBench = false): readonly string[] {
  return isBench ? [t().screens.task.benchIs, t().screens.task.benchTry] : [t().screens.task.welcome];
}
