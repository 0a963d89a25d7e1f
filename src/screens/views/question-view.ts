import { taskOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import type { Asking, Finished, Running } from '../wizard/state.ts';

export interface QuestionView {
  readonly title: string;
  readonly lines: readonly string[];
}

export function questionView(wizard: Asking | Running | Finished, look: Look): QuestionView | undefined {
  const { overlay } = wizard;
  const words = t().screens.pages;
  const wrapped = (text: string) => wrapText(text, bodyColumns(look));
  if (overlay.kind === 'ask-quit') {
    return {
      title: words.leave,
      lines: [...wrapped(words.nothingChanged), '', ...wrapped(words.leaveKeys)],
    };
  }
  if (overlay.kind !== 'ask-stop') return undefined;
  if (wizard.at === 'finished')
    return {
      title: words.isOver,
      lines: wrapped(words.overBefore),
    };
  const left =
    wizard.at === 'running'
      ? taskOf(wizard.plan).words.stopped(wizard.plan, wizard.progress.phase)
      : words.nothingLeft;
  return {
    title: words.stop,
    lines: [...wrapped(left), '', ...wrapped(words.stopKeys)],
  };
}
