import { chosenDrives, whyNotConfirmed } from './confirm-words.ts';
import { driveNeed } from './need.ts';
import { needsDryRun } from './needs-dry-run.ts';
import { wrongOption } from './options/wrong-option.ts';
import { outputPath } from './output.ts';
import { makePlan } from './plan.ts';
import type { Answers, Asking, StepId } from './state.ts';

/** One question of the wizard. */
export interface Step {
  readonly id: StepId;
  readonly title: string;
  /** False: the step does not apply and is left out, forwards and backwards. */
  shown(answers: Answers): boolean;
  /** Why the wizard cannot go on from here, as a hint what to do; `undefined` when it can. */
  missing(asking: Asking): string | undefined;
}

/** The whole flow. Adding a step is adding a row. */
export const steps: readonly Step[] = [
  {
    id: 'task',
    title: 'What to do',
    shown: () => true,
    missing: ({ answers }) => (answers.task === undefined ? 'Choose what to do.' : undefined),
  },
  {
    id: 'jobs',
    title: 'Jobs',
    shown: ({ task }) => task === 'jobs',
    missing: ({ answers }) => (answers.job === undefined ? 'Choose a job.' : undefined),
  },
  {
    id: 'source',
    title: 'Source',
    shown: ({ task }) => task !== 'restore' && task !== 'jobs',
    missing: ({ answers }) => (answers.source === undefined ? 'Choose a source.' : undefined),
  },
  {
    id: 'output',
    title: 'Output',
    shown: ({ task }) => task === 'make',
    missing: missingOutput,
  },
  {
    id: 'target',
    title: 'Target',
    shown: ({ task }) => task === 'write' || task === 'verify' || task === 'restore',
    missing: ({ answers }) =>
      answers.target === undefined ? 'Mark a drive with Up and Down first.' : undefined,
  },
  {
    id: 'options',
    title: 'Options',
    shown: ({ task }) => task !== 'verify' && task !== 'jobs',
    missing: wrongOption,
  },
  {
    id: 'summary',
    title: 'Summary',
    shown: () => true,
    missing: missingSummary,
  },
  {
    id: 'confirm',
    title: 'Confirm',
    shown: ({ task, job }) => task === 'write' || task === 'restore' || job?.do === 'undo',
    missing: whyNotConfirmed,
  },
];

export function shownSteps(answers: Answers): Step[] {
  return steps.filter((step) => step.shown(answers));
}

export function stepOf(id: StepId): Step {
  return steps.find((step) => step.id === id)!;
}

/** Which of how many, the running job counted as the last one. */
export function stepNumber(
  answers: Answers,
  id: StepId | 'run',
): { readonly number: number; readonly of: number } {
  const shown = shownSteps(answers);
  const index = shown.findIndex((step) => step.id === id);
  return { number: index < 0 ? shown.length + 1 : index + 1, of: shown.length + 1 };
}

function missingOutput({ answers, output }: Asking): string | undefined {
  const name = output.name.text.trim();
  if (name === '') return 'Give the image a name.';
  if (name.includes('/')) return 'No slash in the name: the folder has a row of its own.';
  if (!output.folder.text.trim().startsWith('/')) return 'The folder must be a whole path, from / on.';
  const path = outputPath(output);
  if (output.found === undefined || output.found.path !== path)
    return 'Looking at that place; press Enter again.';
  if (output.found.kind === 'no-folder') return 'There is no such folder: correct it, or make it first.';
  if (output.found.kind === 'folder') return 'A folder has this name: choose another one.';
  if (output.found.kind !== 'nothing' && !answers.replace)
    return 'It is there already: another name, or Tab to Replace and Space.';
  return undefined;
}

function missingSummary(asking: Asking): string | undefined {
  const plan = makePlan(asking);
  if (plan === undefined) return 'Something is not answered yet: go back.';
  if (!needsDryRun(asking)) return undefined;
  const { done } = asking.summary.progress;
  if (asking.summary.planKey !== JSON.stringify(plan) || done === undefined)
    return 'Still looking; a moment.';
  if (!done.ok) return 'This cannot be done as it is: see above, then go back with Esc.';
  const { sizeBytes: needBytes = 0 } = driveNeed(asking);
  const tooSmall = chosenDrives(asking.answers).find(({ sizeBytes }) => sizeBytes < needBytes);
  return tooSmall === undefined
    ? undefined
    : `The image does not fit on ${tooSmall.name}: go back and choose a larger drive.`;
}
