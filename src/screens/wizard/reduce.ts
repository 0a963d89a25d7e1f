import type { Action, AnswerAction } from './action.ts';
import { chooseSource, chooseTarget, chooseTask } from './answer.ts';
import { next } from './go-on.ts';
import { left } from './leave.ts';
import { onKeys, onPaste } from './on-keys.ts';
import { onWorld } from './on-world.ts';
import { outputPath } from './output.ts';
import type { Asking, Wizard } from './state.ts';
import { textField } from './text-field.ts';
import { back } from './walk.ts';

/** (wizard, what happened) → wizard. Pure: time and facts come in with the action. */
export function reduce(wizard: Wizard, action: Action): Wizard {
  switch (action.do) {
    case 'keys':
      return onKeys(wizard, action);
    case 'paste':
      return onPaste(wizard, action.text);
    case 'listed':
    case 'found':
    case 'output-found':
    case 'version-found':
    case 'drives':
    case 'rechecked':
    case 'dry-run':
    case 'job':
      return onWorld(wizard, action);
    case 'leave':
      return left(action.exitCode, wizard.at === 'finished' ? wizard : undefined);
    default:
      return wizard.at === 'asking' ? onAnswer({ ...wizard, notice: undefined }, action) : wizard;
  }
}

/** Answers given as such, by the plain wizard; each is taken only at its own step. */
function onAnswer(asking: Asking, action: Exclude<AnswerAction, { do: 'leave' }>): Wizard {
  switch (action.do) {
    case 'choose-task':
      return asking.step === 'task' ? chooseTask(asking, action.task, action.atMs) : asking;
    case 'choose-source':
      return asking.step === 'source' ? chooseSource(asking, action.source, action.atMs) : asking;
    case 'choose-target':
      return asking.step === 'target' ? chooseTarget(asking, action.id, action.atMs) : asking;
    case 'set-output':
      return asking.step === 'output' ? setOutput(asking, action) : asking;
    case 'set-options':
      return asking.step === 'options' ? setOptions(asking, action.options) : asking;
    case 'type-name':
      return asking.step === 'confirm' && !asking.confirm.checking
        ? { ...asking, confirm: { ...asking.confirm, field: textField(action.text) } }
        : asking;
    case 'next':
      return next(asking, action.atMs);
    case 'back':
      return back(asking, action.atMs);
  }
}

function setOutput(
  asking: Asking,
  { name, folder, replace }: { name: string; folder: string; replace: boolean },
): Asking {
  const form = { ...asking.output, name: textField(name), folder: textField(folder), touched: true };
  const found = form.found?.path === outputPath(form) ? form.found : undefined;
  return { ...asking, answers: { ...asking.answers, replace }, output: { ...form, found } };
}

function setOptions(asking: Asking, options: Partial<Asking['answers']['options']>): Asking {
  return { ...asking, answers: { ...asking.answers, options: { ...asking.answers.options, ...options } } };
}
