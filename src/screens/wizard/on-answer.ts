import type { AnswerAction } from './action.ts';
import { chooseAddress, chooseSource, chooseTarget } from './answer.ts';
import { chooseWhere } from './choose-medium.ts';
import { chooseTaskFor, give } from './given.ts';
import { next } from './go-on.ts';
import { onInsideAnswer } from './inside/on-inside-answer.ts';
import { chooseJob } from './job-list.ts';
import { toggleUnmounts } from './on-target.ts';
import { turnOption, typeOption } from './options/on-options.ts';
import { outputPath } from './output.ts';
import type { Asking, StepId, Wizard } from './state.ts';
import { textField } from './text-field.ts';
import { back } from './walk.ts';

type Answer = Exclude<AnswerAction, { do: 'leave' }>;

/** Where each answer is taken; `undefined`: everywhere. */
const stepsOfAnswer: { readonly [A in Answer['do']]: readonly StepId[] | undefined } = {
  'choose-task': ['task'],
  give: ['task'],
  'choose-job': ['jobs'],
  'choose-source': ['source'],
  'choose-address': ['source'],
  'choose-where': ['where'],
  'put-cursor': undefined,
  'add-inside': ['inside'],
  'extract-to': ['inside'],
  'set-output': ['output'],
  'choose-target': ['medium', 'target'],
  unmount: ['target'],
  'turn-option': ['options'],
  'type-option': ['options'],
  'type-name': ['confirm'],
  next: undefined,
  back: undefined,
};

/** Answers given as such, by the plain wizard; each is taken only at its own step. */
export function onAnswer(asking: Asking, action: Answer): Wizard {
  const steps = stepsOfAnswer[action.do];
  return steps === undefined || steps.includes(asking.step) ? take(asking, action) : asking;
}

function take(asking: Asking, action: Answer): Wizard {
  switch (action.do) {
    case 'choose-task':
      return chooseTaskFor(asking, action.task, action.atMs);
    case 'give':
      return give(asking, action.path);
    case 'choose-source':
      return chooseSource(asking, action.source, action.atMs);
    case 'choose-address':
      return chooseAddress(asking, action.address, action.atMs);
    case 'choose-target':
      return chooseTarget(looked(asking), action.ids, action.atMs);
    case 'choose-where':
      return chooseWhere(asking, action.where, action.atMs);
    case 'put-cursor':
    case 'add-inside':
    case 'extract-to':
      return onInsideAnswer(asking, action);
    case 'set-output':
      return setOutput(asking, action);
    case 'turn-option':
      return turnOption(asking, action.id, 1);
    case 'type-option':
      return typeOption(asking, action.id, textField(action.text));
    case 'unmount':
      return toggleUnmounts(asking, action.atMs);
    case 'choose-job':
      return chooseJob(asking, action.id, action.what, action.atMs);
    case 'type-name':
      return typeName(asking, action.text);
    case 'next':
      return next(asking, action.atMs);
    case 'back':
      return back(asking, action.atMs);
  }
}

function typeName(asking: Asking, text: string): Asking {
  return asking.confirm.checking
    ? asking
    : { ...asking, confirm: { ...asking.confirm, field: textField(text) } };
}

/** Drives that are named by their identity were looked at, whatever row they stand in. */
function looked(asking: Asking): Asking {
  return { ...asking, driveList: { ...asking.driveList, mustLook: false } };
}

function setOutput(
  asking: Asking,
  { name, folder, replace }: { name: string; folder: string; replace: boolean },
): Asking {
  const form = { ...asking.output, name: textField(name), folder: textField(folder), touched: true };
  const found = form.found?.path === outputPath(form) ? form.found : undefined;
  return { ...asking, answers: { ...asking.answers, replace }, output: { ...form, found } };
}
