import type { Plan } from '../../engine/plan/plan.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import type { Asking, Finished, Running } from '../wizard/state.ts';

export interface QuestionView {
  readonly title: string;
  readonly lines: readonly string[];
}

/** In which state things are when the job is stopped now. */
function leftBehind(what: Plan['do'] | undefined): string {
  if (what === 'undo') return 'What was put back so far stays: running undo again finishes it.';
  if (what === 'write' || what === 'restore')
    return 'The drive will be left unfinished: its old content is gone, and it is not usable until it is written again.';
  return 'Nothing unfinished is left behind.';
}

export function questionView(wizard: Asking | Running | Finished, look: Look): QuestionView | undefined {
  const { overlay } = wizard;
  const wrapped = (text: string) => wrapText(text, bodyColumns(look));
  if (overlay.kind === 'ask-quit') {
    return {
      title: 'Leave isowright?',
      lines: [
        ...wrapped('Nothing has been changed. Your answers are forgotten.'),
        '',
        ...wrapped('y leaves, n stays. Ctrl-C once more leaves at once.'),
      ],
    };
  }
  if (overlay.kind !== 'ask-stop') return undefined;
  if (wizard.at === 'finished')
    return {
      title: 'The job is over',
      lines: wrapped('It came to its end before it was stopped.'),
    };
  const left = leftBehind(wizard.at === 'running' ? wizard.plan.do : undefined);
  return {
    title: 'Stop the job?',
    lines: [
      ...wrapped(left),
      '',
      ...wrapped('y stops it, n lets it go on. Ctrl-C once more stops it and leaves.'),
    ],
  };
}
