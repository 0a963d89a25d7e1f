import type { JobReport } from '../../engine/contract/events/report.ts';
import { exitCodeOf, exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import { noProgress } from '../../words/progress/state.ts';
import { turned } from './options/choices.ts';
import { optionsOf } from './options/values.ts';
import { makePlan } from './plan.ts';
import type { Asking, Looked } from './state.ts';
import { entryIn } from './undertaking.ts';

// An image can go onto a drive as it is, or its files alone can. What each would be is looked at before that is asked.

export type Way = 'image' | 'files';

/** Whether these answers lead to that question. */
export function isAskedWhichWay({ answers }: Pick<Asking, 'answers'>): boolean {
  return entryIn(answers)?.drives === 'written' && optionsOf(answers).some(({ id }) => id === 'files');
}

/** The way that is chosen now. */
export function chosenWay({ answers }: Pick<Asking, 'answers'>): Way {
  return answers.options.choices.files === 'on' ? 'files' : 'image';
}

/** What was found out about each way; undefined: nobody looks at it. */
export function foundWays(asking: Asking): { readonly [W in Way]: Looked | undefined } {
  const of = (way: Way): Looked | undefined =>
    [asking.summary, asking.otherWay].find(({ planKey }) => planKey !== undefined && wayOf(planKey) === way);
  return { image: of('image'), files: of('files') };
}

function wayOf(planKey: string): Way {
  const { source } = JSON.parse(planKey) as Plan;
  return source !== undefined && 'author' in source && source.author.files ? 'files' : 'image';
}

/** Begins to look at the way that was not chosen, unless that was done. */
export function withOtherWay(asking: Asking, atMs: number): Asking {
  const planKey = isAskedWhichWay(asking) ? keyOfOther(asking) : undefined;
  const { otherWay } = asking;
  if (planKey === otherWay.planKey && otherWay.progress.done?.ok !== false) return asking;
  return { ...asking, otherWay: { planKey, askedAtMs: atMs, progress: noProgress(atMs) } };
}

function keyOfOther(asking: Asking): string | undefined {
  const other = makePlan(turnedWay(asking));
  return other && JSON.stringify(other);
}

function turnedWay(asking: Asking): Asking {
  const { options } = asking.answers;
  const choices = turned(options.choices, 'files', 1);
  return { ...asking, answers: { ...asking.answers, options: { ...options, choices } } };
}

/** The other way is chosen: what was found out about both changes its place. */
export function otherWayChosen(asking: Asking): Asking {
  const { summary, otherWay } = asking;
  const other = turnedWay(asking);
  if (otherWay.planKey === undefined || otherWay.planKey !== keyOfOther(asking)) return other;
  return {
    ...other,
    summary: { ...otherWay, scroll: 0 },
    otherWay: { planKey: summary.planKey, askedAtMs: summary.askedAtMs, progress: summary.progress },
  };
}

/** The better one, once both are known: as an image wherever that starts, since its makers meant it so. */
export function recommendedWay(asking: Asking): Way | undefined {
  const { image, files } = foundWays(asking);
  const asImage = image?.progress.done;
  const asFiles = files?.progress.done;
  if (!asImage || !asFiles) return undefined;
  if (!asImage.ok) return asFiles.ok && isNoWay(asImage.report) ? 'files' : undefined;
  if (!asFiles.ok) return 'image';
  if (starts(asImage.report)) return 'image';
  const isFolder = asking.answers.source?.kind === 'folder';
  return isFolder || starts(asFiles.report) ? 'files' : 'image';
}

/** What is wrong is the image or its size. A machine that was too busy to look, or a drive that is used, says nothing about the way. */
function isNoWay({ failure }: JobReport): boolean {
  const { badSource, doesNotFit } = exitCodes;
  return failure !== undefined && [badSource, doesNotFit].some((code) => code === exitCodeOf(failure));
}

function starts({ forecast = [] }: JobReport): boolean {
  return forecast.some(({ medium, boots }) => medium === 'usb' && boots === true);
}

/** While nobody chose, the recommended way is the one that Enter keeps. */
export function withRecommended(asking: Asking): Asking {
  const best = recommendedWay(asking);
  const isOpen = asking.step === 'options' && !asking.optionList.choseWay && !asking.isAhead;
  return isOpen && best !== undefined && best !== chosenWay(asking) ? otherWayChosen(asking) : asking;
}
