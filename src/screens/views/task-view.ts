import { present } from '../../engine/contract/failure/present.ts';
import { entryOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import type { Task } from '../ports.ts';
import { tasks } from '../wizard/answer.ts';
import type { Asking } from '../wizard/state.ts';

export interface TaskView {
  readonly rows: readonly { readonly id: Task; readonly text: string }[];
  readonly cursor: Task;
  /** About the marked row. */
  readonly about: readonly string[];
  readonly welcome: readonly string[];
  /** Undefined in a window that has no row for it: the head says it too. */
  readonly question: string | undefined;
}

const menuOf = (id: Task) => entryOf(id).words.menu;

export function taskView({ taskCursor, start }: Asking, look: Look): TaskView {
  const cursor = tasks[taskCursor] ?? present(tasks[0]);
  const columns = bodyColumns(look);
  // Every task is on the screen, whatever else has to go.
  const room = bodyRows(look) - tasks.length;
  const welcome = welcomeLines(start.bench).flatMap((text) => wrapText(text, columns));
  return {
    rows: tasks.map((id) => ({ id, text: short(menuOf(id)?.title ?? '', columns - 2, look) })),
    cursor,
    about: (menuOf(cursor)?.about ?? []).flatMap((text) => wrapText(text, columns)),
    welcome: room > welcome.length ? welcome : [],
    question: room > 0 ? t().screens.task.question : undefined,
  };
}

function welcomeLines(isBench = false): readonly string[] {
  return isBench ? [t().screens.task.benchIs, t().screens.task.benchTry] : [t().screens.task.welcome];
}
