import { entryOf } from '../../tasks/tasks.ts';
import { noProgress } from '../../words/progress/state.ts';
import type { StartAt, Task } from '../ports.ts';
import { openBrowser } from './browser.ts';
import { EMPTY_DRIVE_LIST } from './drive-list.ts';
import { give } from './given.ts';
import { NOT_LOOKING, openInside } from './inside/state.ts';
import { defaultChoices } from './options/choices.ts';
import { emptyTexts } from './options/texts.ts';
import { type Asking, type Finished, NO_OVERLAY, type StepId } from './state.ts';
import { textField } from './text-field.ts';

const firstStep = (task: Task): StepId => entryOf(task).asks[0] ?? 'summary';

/** The wizard before the first answer. */
export function beginAsking(
  start: StartAt & { readonly folder: string },
  atMs: number,
  earlier: readonly Finished[] = [],
): Asking {
  const asking: Asking = {
    at: 'asking',
    start,
    earlier,
    step: start.task === undefined ? 'task' : firstStep(start.task),
    enteredAtMs: atMs,
    answers: {
      task: start.task,
      source: undefined,
      medium: undefined,
      where: 'file',
      target: undefined,
      job: undefined,
      changes: [],
      replace: false,
      options: { choices: defaultChoices, texts: emptyTexts },
      madeAt: Math.floor(atMs / 1000),
    },
    overlay: NO_OVERLAY,
    notice: undefined,
    interruptedAtMs: undefined,
    isAhead: false,
    given: undefined,
    taskCursor: 0,
    browser: openBrowser(start.folder),
    looking: NOT_LOOKING,
    inside: openInside(undefined),
    picking: undefined,
    pickedFolders: {},
    extracting: undefined,
    driveList: EMPTY_DRIVE_LIST,
    tops: {},
    jobList: { jobs: undefined, cursor: undefined },
    optionList: { cursor: undefined, showsAdvanced: false, choseWay: false },
    output: { name: textField(), folder: textField(), touched: false, focus: 'name', found: undefined },
    summary: { planKey: undefined, askedAtMs: atMs, progress: noProgress(atMs), scroll: 0 },
    otherWay: { planKey: undefined, askedAtMs: atMs, progress: noProgress(atMs) },
    confirm: { field: textField(), checking: false },
  };
  return start.given === undefined ? asking : give(asking, start.given);
}
