import { canGoOn } from '../../engine/contract/events/can-go-on.ts';
import { natureOf } from '../../engine/contract/plan/natures.ts';
import { imageAfter, putsImages } from '../../tasks/image-after.ts';
import { confirmationOf } from '../../tasks/task.ts';
import { taskOf } from '../../tasks/tasks.ts';
import { jobIdOf } from '../../words/progress/plain.ts';
import { noProgress } from '../../words/progress/state.ts';
import type { Command } from '../keys/binding.ts';
import { beginAsking } from './begin.ts';
import { goTo } from './browser.ts';
import { seenWith } from './leave.ts';
import { defaultChoices } from './options/choices.ts';
import { nameOf, parentOf } from './paths.ts';
import { savesOntoDrives } from './purpose-of.ts';
import { running } from './run.ts';
import type { Asking, Finished, StepId, Wizard } from './state.ts';
import { shownSteps } from './steps.ts';
import { tryAfter } from './trial.ts';
import { enter } from './walk.ts';

/** Undefined where it makes no sense after this job. */
type GoOn = (finished: Finished, atMs: number) => Wizard | undefined;

/** What a report leads on to, in the order in which it is offered. */
const goOns = {
  write: writeImage,
  try: tryAfter,
  save,
  retry,
  resume,
  change,
} as const satisfies { readonly [C in Command]?: GoOn };

export type GoOnCommand = keyof typeof goOns;

const goOnCommands = Object.keys(goOns) as readonly GoOnCommand[];

export const isGoOn = (command: Command): command is GoOnCommand => Object.hasOwn(goOns, command);

/** The next state of the wizard; undefined where the command makes no sense after this job. */
export function goneOn(finished: Finished, command: GoOnCommand, atMs: number): Wizard | undefined {
  return goOns[command](finished, atMs);
}

/** What this report leads on to. */
export function goOnsOf(finished: Finished): readonly GoOnCommand[] {
  return goOnCommands.filter((command) => goneOn(finished, command, 0) !== undefined);
}

/** What a report of another job would lead on to. */
export function withheld(finished: Finished): readonly GoOnCommand[] {
  const offered = goOnsOf(finished);
  return goOnCommands.filter((command) => !offered.includes(command));
}

/** From the first question again, this job among those that were seen. */
export function afresh(finished: Finished, atMs: number): Asking {
  const { task: _, ...start } = finished.start;
  return beginAsking({ ...start, folder: start.folder ?? '/' }, atMs, seenWith(finished));
}

/** With the image that was made or proved, to the list of drives. */
function writeImage(finished: Finished, atMs: number): Wizard | undefined {
  const image = imageAfter(finished.plan, finished.done);
  if (image === undefined || putsImages === undefined) return undefined;
  const asking = afresh(finished, atMs);
  const { path, sizeBytes } = image;
  const answers = {
    ...asking.answers,
    task: putsImages.id,
    source: { kind: 'image' as const, path, sizeBytes },
  };
  const browser = goTo(asking.browser, parentOf(path), nameOf(path));
  return enter({ ...asking, answers, browser }, 'target', atMs);
}

/** What was only looked over, to the question where it goes. */
function save(finished: Finished, atMs: number): Wizard | undefined {
  const { plan, done, asked } = finished;
  if (!plan.scan || done.report.medium === undefined || asked === undefined) return undefined;
  const { options } = asked.answers;
  const choices = { ...options.choices, scan: defaultChoices.scan };
  const answers = { ...asked.answers, options: { ...options, choices } };
  const again = askedAgain(finished, asked, atMs);
  return enter({ ...again, answers }, savesOntoDrives(answers) ? 'target' : 'output', atMs);
}

/** The same plan once more. Where names were typed for it, they are typed again: another drive may be in its place. */
function retry(finished: Finished, atMs: number): Wizard | undefined {
  const { asked, plan, done } = finished;
  if (done.ok || asked === undefined) return undefined;
  const asking = { ...asked, earlier: seenWith(finished) };
  return confirmationOf(taskOf(plan), plan) === 'nothing'
    ? running(asking, plan, atMs)
    : enter(asking, 'confirm', atMs);
}

/** What was broken off goes on where it is safe. */
function resume(finished: Finished, atMs: number): Wizard | undefined {
  const { plan, progress, asked } = finished;
  const job = jobIdOf(progress);
  if (job === undefined || !isBrokenOff(finished)) return undefined;
  return { ...running(afresh(finished, atMs), plan, atMs, { kind: 'resume', job }), asked };
}

function isBrokenOff({ plan, done }: Finished): boolean {
  const hasDied = done.report.failure?.code === 'job-died' && natureOf(plan).goesOn !== 'never';
  return hasDied || canGoOn(plan, done);
}

/** Where the bytes go is looked at again first: the job has changed it. */
const WHERE: readonly StepId[] = ['output', 'target', 'jobs'];

/** Back among the questions, every answer kept. */
function change(finished: Finished, atMs: number): Wizard | undefined {
  const { asked } = finished;
  if (asked === undefined) return undefined;
  const step = shownSteps(asked.answers).find(({ id }) => WHERE.includes(id))?.id ?? 'summary';
  return enter(askedAgain(finished, asked, atMs), step, atMs);
}

/** The same answers, and nothing that was seen of the world before. */
function askedAgain(finished: Finished, asked: Asking, atMs: number): Asking {
  return {
    ...asked,
    earlier: seenWith(finished),
    output: { ...asked.output, found: undefined },
    summary: { planKey: undefined, askedAtMs: atMs, progress: noProgress(atMs), scroll: 0 },
    otherWay: { planKey: undefined, askedAtMs: atMs, progress: noProgress(atMs) },
  };
}
