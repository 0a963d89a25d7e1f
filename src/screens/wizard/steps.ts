import { present } from '../../engine/contract/failure/present.ts';
import { folderPart, isWhole, pathStyle, rootExample } from '../../engine/contract/plan/path-style.ts';
import { isWindowsName } from '../../engine/contract/plan/windows-name.ts';
import { t } from '../../words/language.ts';
import { chosenDrives, whyNotConfirmed } from './confirm-words.ts';
import { goesOnThere } from './goes-on-there.ts';
import { lookedAtText } from './looked-at.ts';
import { driveNeed } from './need.ts';
import { needsDryRun } from './needs-dry-run.ts';
import { optionRows } from './options/rows.ts';
import { valuesOf } from './options/values.ts';
import { wrongOption } from './options/wrong-option.ts';
import { outputPath } from './output.ts';
import { makePlan } from './plan.ts';
import { savesMedium, savesOntoDrives } from './purpose-of.ts';
import type { Answers, Asking, StepId } from './state.ts';
import { asksFor } from './undertaking.ts';

/** One question of the wizard. */
export interface Step {
  readonly id: StepId;
  /** False: the step does not apply and is left out, forwards and backwards. */
  shown(answers: Answers): boolean;
  /** Why the wizard cannot go on from here, as a hint what to do; `undefined` when it can. */
  missing(asking: Asking): string | undefined;
}

/** The whole flow. Adding a step is adding a row. */
export const steps: readonly Step[] = [
  {
    id: 'task',
    shown: () => true,
    missing: ({ answers }) => (answers.task === undefined ? t().screens.summary.chooseTask : undefined),
  },
  {
    id: 'jobs',
    shown: (answers) => asksFor(answers, 'jobs'),
    missing: ({ answers }) => (answers.job === undefined ? t().screens.summary.chooseJob : undefined),
  },
  {
    id: 'source',
    shown: (answers) => asksFor(answers, 'source'),
    missing: ({ answers }) => (answers.source === undefined ? t().screens.summary.chooseSource : undefined),
  },
  {
    id: 'medium',
    shown: (answers) => asksFor(answers, 'medium'),
    missing: ({ answers }) => (answers.medium === undefined ? t().screens.target.markFirst : undefined),
  },
  {
    id: 'where',
    shown: (answers) => asksFor(answers, 'where'),
    missing: () => undefined,
  },
  {
    id: 'look',
    shown: (answers) => asksFor(answers, 'look'),
    missing: ({ inside }) => (inside.place === undefined ? t().screens.look.whichOne : undefined),
  },
  {
    id: 'inside',
    shown: (answers) => asksFor(answers, 'inside'),
    missing: ({ answers }) => (answers.changes.length === 0 ? t().screens.inside.nothingChanged : undefined),
  },
  // Opened from inside an image, and left to there.
  { id: 'pick', shown: () => false, missing: () => undefined },
  { id: 'extract', shown: () => false, missing: () => undefined },
  {
    id: 'target',
    shown: (answers) => asksFor(answers, 'target') && (!savesMedium(answers) || answers.where === 'drive'),
    missing: ({ answers }) => (answers.target === undefined ? t().screens.target.markFirst : undefined),
  },
  {
    id: 'output',
    shown: (answers) => asksFor(answers, 'output') && !savesOntoDrives(answers),
    missing: missingOutput,
  },
  {
    id: 'options',
    shown: (answers) => asksFor(answers, 'options') && optionRows(answers, true).length > 0,
    missing: wrongOption,
  },
  {
    id: 'summary',
    shown: (answers) => !isOnlyLookedInto(answers),
    missing: missingSummary,
  },
  {
    id: 'confirm',
    shown: (answers) => asksFor(answers, 'confirm') && (!savesMedium(answers) || erases(answers)),
    missing: whyNotConfirmed,
  },
];

/** Nothing is made of it so far. */
function isOnlyLookedInto(answers: Answers): boolean {
  return asksFor(answers, 'look') && answers.changes.length === 0;
}

export function shownSteps(answers: Answers): Step[] {
  return steps.filter((step) => step.shown(answers));
}

export function stepOf(id: StepId): Step {
  return present(steps.find((step) => step.id === id));
}

/** Of what is saved: whether a drive is overwritten with it. It may be looked over only. */
const erases = (answers: Answers): boolean => savesOntoDrives(answers) && valuesOf(answers).scan !== 'on';

/** What a step is called. */
export function stepTitle(id: StepId): string {
  return t().screens.frame.steps[id];
}

/** Which of how many, the running job counted as the last one. */
export function stepNumber(
  answers: Answers,
  id: StepId | 'run',
): { readonly number: number; readonly of: number } {
  const shown = shownSteps(answers);
  const index = shown.findIndex((step) => step.id === (isWithin(id) ? 'inside' : id));
  const of = isOnlyLookedInto(answers) ? shown.length : shown.length + 1;
  return { number: index < 0 ? of : index + 1, of };
}

/** Opened from inside an image: a part of that step. */
const isWithin = (id: StepId | 'run'): boolean => id === 'pick' || id === 'extract';

/** What the step hangs on is still being looked at, and nothing else stands against going on. */
export function isLooking(asking: Asking): boolean {
  const { step, given, output } = asking;
  if (step === 'task') return given !== undefined && given.source === undefined;
  if (step === 'output') return missingOutput(asking) === t().screens.output.looking(outputPath(output));
  return step === 'summary' && isRehearsing(asking);
}

/** The dry run of these answers has not come to its end. */
function isRehearsing(asking: Asking): boolean {
  if (!needsDryRun(asking)) return false;
  const { planKey, progress } = asking.summary;
  return planKey !== JSON.stringify(makePlan(asking)) || progress.done === undefined;
}

function missingOutput({ answers, output }: Asking): string | undefined {
  const name = output.name.text.trim();
  const words = t().screens.output;
  if (name === '') return words.nameIt;
  if (folderPart(name) !== '') return words.noSlash;
  if (pathStyle() === 'win32' && !isWindowsName(name)) return words.noWindowsName;
  if (!isWhole(output.folder.text.trim())) return words.wholePath(rootExample());
  const path = outputPath(output);
  if (output.found === undefined || output.found.path !== path) return words.looking(path);
  if (output.found.kind === 'no-folder') return words.noFolder;
  if (output.found.kind === 'folder') return words.folderHasName;
  const isDevice = output.found.kind === 'other' && path.startsWith('/dev/');
  if (isDevice && savesMedium(answers)) return words.isDrive;
  const isFree = output.found.kind === 'nothing' || answers.replace || goesOnThere({ answers, output });
  if (!isFree) return words.thereAlready;
  return undefined;
}

function missingSummary(asking: Asking): string | undefined {
  const plan = makePlan(asking);
  const words = t().screens.summary;
  if (plan === undefined) return words.notAnswered;
  if (!needsDryRun(asking)) return undefined;
  if (isRehearsing(asking)) return words.stillLooking(lookedAtText(plan));
  if (asking.summary.progress.done?.ok !== true) return words.seeAbove;
  const { sizeBytes: needBytes = 0 } = driveNeed(asking);
  const tooSmall = chosenDrives(asking.answers).find(({ sizeBytes }) => sizeBytes < needBytes);
  return tooSmall === undefined ? undefined : words.doesNotFit(tooSmall.name);
}
