import { noProgress } from '../../engine/progress/state.ts';
import type { StartAt } from '../ports.ts';
import { openBrowser } from './browser.ts';
import { EMPTY_DRIVE_LIST } from './drive-list.ts';
import { type Asking, NO_OVERLAY } from './state.ts';
import { textField } from './text-field.ts';

/** The wizard before the first answer. */
export function beginAsking(start: StartAt & { readonly folder: string }, atMs: number): Asking {
  return {
    at: 'asking',
    start,
    step: start.task === undefined ? 'task' : 'source',
    enteredAtMs: atMs,
    answers: {
      task: start.task,
      source: undefined,
      target: undefined,
      replace: false,
      options: { label: textField(), joliet: true, rockRidge: true, followLinks: false, verify: true },
      madeAt: Math.floor(atMs / 1000),
    },
    overlay: NO_OVERLAY,
    notice: undefined,
    interruptedAtMs: undefined,
    taskCursor: 0,
    browser: openBrowser(start.folder),
    driveList: EMPTY_DRIVE_LIST,
    optionsCursor: 0,
    output: { name: textField(), folder: textField(), touched: false, focus: 'name', found: undefined },
    summary: { planKey: undefined, progress: noProgress(atMs), scroll: 0 },
    confirm: { field: textField(), checking: false },
  };
}
