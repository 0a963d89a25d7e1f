import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import type { Asking, Finished, Running } from '../wizard/state.ts';

export interface QuestionView {
  readonly title: string;
  readonly lines: readonly string[];
}

/** In which state things are when the job is stopped now. */
function leftBehind({ plan, progress: { phase } }: Running): string {
  if (plan.do === 'undo') return 'What was put back so far stays: running undo again finishes it.';
  if (plan.do !== 'write' && plan.do !== 'restore') return 'Nothing unfinished is left behind.';
  const several = plan.do === 'write' && plan.targets.length > 1;
  switch (phase) {
    case 'starting':
    case 'plan':
    case 'read':
      return `Nothing was written yet: the ${several ? 'drives stay' : 'drive stays'} as before.`;
    case 'test':
      return `No image was written yet. What the test changed is put back, then the ${several ? 'drives are' : 'drive is'} as before.`;
    case 'verify':
    case 'finish':
      return `The whole image is on the ${several ? 'drives' : 'drive'}, but it will not be proved that it can be read back.`;
    default:
      return several
        ? 'The drives will be left unfinished: their old content is gone, and they are not usable until they are written again.'
        : 'The drive will be left unfinished: its old content is gone, and it is not usable until it is written again.';
  }
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
  const left = wizard.at === 'running' ? leftBehind(wizard) : 'Nothing unfinished is left behind.';
  return {
    title: 'Stop the job?',
    lines: [
      ...wrapped(left),
      '',
      ...wrapped('y stops it, n lets it go on. Ctrl-C once more stops it and leaves.'),
    ],
  };
}
