import type { JobEvent, JobFact } from '../../engine/contract/events/events.ts';
import { cleanText } from '../clean.ts';
import { closingLines } from '../closing.ts';
import { aboutText, clockText, durationText } from '../durations.ts';
import type { KindFacts } from '../kind-words.ts';
import { t } from '../language.ts';
import { unreadableText } from '../medium.ts';
import { noteText } from '../notes.ts';
import { isOneFile, limitText, phaseText } from '../phases.ts';
import { countOf, countText, percentText, rateText, sizeText } from '../sizes.ts';
import { mismatchText } from '../target-facts.ts';
import { eachPercent, phaseBytes } from './each-percent.ts';
import { figuresAt } from './figures.ts';
import { foldEvent } from './fold.ts';
import { earlierBytes } from './rescue.ts';
import { movesImage, noProgress, type Progress } from './state.ts';

/** A line at each tenth, or after this long. */
const SAY_EVERY_MS = 10_000;
const FIRST_BAD_SAID = 10;
/** The one that every reading of a medium begins with. */
const FIRST_PASS = 'copy 1';

/** The plain telling of a job so far: no cursor, no colour, one fact a line. For pipes and screen readers. */
export interface PlainState {
  /** What the job's kind says of itself, for its last lines. */
  readonly kind: KindFacts | undefined;
  readonly progress: Progress;
  readonly saidAtMs: number;
  readonly saidTenth: number;
  /** Of a medium: the pass that was said last. */
  readonly saidPass: string;
}

export function plainStart(nowMs: number, kind?: KindFacts): PlainState {
  return { kind, progress: noProgress(nowMs), saidAtMs: nowMs, saidTenth: 0, saidPass: FIRST_PASS };
}

export interface PlainStep {
  readonly state: PlainState;
  readonly lines: readonly string[];
}

/** One more event, and the lines it is worth. */
export function plainStep(state: PlainState, event: JobEvent): PlainStep {
  const progress = foldEvent(state.progress, event);
  const seen = { ...state, progress };
  const atMs = progress.lastEventAtMs;
  if (event.event === 'progress') return progressStep(seen, atMs);
  const lines = [...paceLine(state.progress, event), ...factLines(seen, event)].map(cleanText);
  if (event.event === 'phase') return { state: { ...seen, saidAtMs: atMs, saidTenth: 0 }, lines };
  return { state: seen, lines };
}

/** One more event, for who says nothing: to make text nobody reads took a short job 13 ms (its first number). */
export function unsaidStep(state: PlainState, event: JobEvent): PlainStep {
  return { state: { ...state, progress: foldEvent(state.progress, event) }, lines: [] };
}

/** Time passed without an event: a stalled job is said every ten seconds. */
export function plainTick(state: PlainState, nowMs: number): PlainStep {
  const { stalledMs } = figuresAt(state.progress, nowMs);
  if (stalledMs === undefined || nowMs - state.saidAtMs < SAY_EVERY_MS) return { state, lines: [] };
  return { state: { ...state, saidAtMs: nowMs }, lines: [t().telling.noByteMoved(clockText(stalledMs))] };
}

function progressStep(state: PlainState, atMs: number): PlainStep {
  const { progress } = state;
  const fraction = phaseFraction(progress);
  const tenth = fraction === undefined ? 0 : Math.floor(fraction * 10);
  const saidPass = passOf(progress);
  const due = tenth > state.saidTenth || saidPass !== state.saidPass || atMs - state.saidAtMs >= SAY_EVERY_MS;
  if (!due) return { state, lines: [] };
  const said = { ...state, saidAtMs: atMs, saidTenth: tenth, saidPass };
  return { state: said, lines: [progressLine(progress, atMs)] };
}

const passOf = ({ rescue }: Progress) => (rescue ? `${rescue.pass} ${rescue.round}` : FIRST_PASS);

function phaseFraction(progress: Progress): number | undefined {
  const totalBytes = phaseBytes(progress);
  return totalBytes === undefined || totalBytes === 0 ? undefined : progress.doneBytes / totalBytes;
}

/** `writing: 40%, 252 MiB of 631 MiB, 84.2 MiB/s, about 10 s left` */
export function progressLine(progress: Progress, nowMs: number): string {
  const words = t().telling;
  const { rateAverage, leftMs } = figuresAt(progress, nowMs);
  const fraction = phaseFraction(progress);
  const parts = [
    ...(fraction === undefined
      ? []
      : [
          percentText(fraction),
          words.doneOf(
            sizeText(progress.doneBytes),
            sizeText(progress.phaseTotalBytes ?? progress.imageBytes ?? 0),
          ),
        ]),
    ...eachPercent(progress),
    ...(progress.phase === 'plan' && !isOneFile(progress.plan)
      ? [countOf(progress.entries, t().nouns.entry)]
      : []),
    ...(rateAverage === undefined ? [] : [rateText(rateAverage)]),
    ...(leftMs === undefined || fraction === 1 ? [] : [words.left(aboutText(leftMs))]),
    ...rescueParts(progress),
  ];
  return words.line(whatText(progress), parts.join(', ') || words.working);
}

/** Of a medium: which pass. */
function whatText({ phase, plan, rescue }: Progress): string {
  if (phase !== 'read' || rescue === undefined) return phaseText(phase, plan);
  const { passes } = t().screens.run.medium;
  const pass = passes[rescue.pass](countText(rescue.round));
  return `${pass.charAt(0).toLowerCase()}${pass.slice(1)}`;
}

/** Of a medium: what could not be read so far. */
function rescueParts({ phase, rescue }: Progress): string[] {
  if (phase !== 'read' || rescue === undefined) return [];
  const { badBytes, suspectBytes, readErrors } = rescue;
  const words = t().telling;
  return [
    ...(badBytes > 0 ? [words.badSoFar(sizeText(badBytes))] : []),
    ...(suspectBytes > 0 ? [words.failedSoFar(sizeText(suspectBytes))] : []),
    ...(readErrors > 0 ? [words.errorsSoFar(countText(readErrors))] : []),
  ];
}

function factLines({ progress, kind }: PlainState, fact: Exclude<JobFact, { event: 'progress' }>): string[] {
  switch (fact.event) {
    case 'plan':
      return [];
    case 'phase':
      return [phaseLine(progress)];
    case 'note': {
      const text = noteText(fact);
      return text === undefined ? [] : [t().telling.note(text)];
    }
    case 'bad':
      return badLines(progress, fact);
    case 'done':
      return closingLines(fact, { plan: progress.plan, kind, jobFolder: jobFolderOf(progress) });
  }
}

function phaseLine({ phase, phaseTotalBytes, plan }: Progress): string {
  const size = phaseTotalBytes === undefined ? '' : ` (${sizeText(phaseTotalBytes)})`;
  return `${phaseText(phase, plan)}${size}`;
}

/** Long enough for a rate to mean something. */
const WORTH_A_PACE_MS = 2000;

/** `writing: 631 MiB in 8.1 s, 77.9 MiB/s, limited by the drive`: a phase that moved bytes is over. */
function paceLine(before: Progress, { event, at }: JobEvent): string[] {
  const words = t().telling;
  if (event !== 'phase' || !movesImage(before.phase)) return [];
  const { phaseMs, limitedBy } = figuresAt(before, Date.parse(at));
  if (phaseMs < WORTH_A_PACE_MS || before.samples.length === 0) return [];
  const movedBytes = Math.max(0, before.doneBytes - earlierBytes(before));
  const rate = rateText((movedBytes * 1000) / phaseMs);
  const limit = limitedBy === undefined ? '' : `, ${words.limitedBy(limitText(limitedBy, before.plan))}`;
  const what = phaseText(before.phase, before.plan);
  return [`${words.pace(what, sizeText(movedBytes), durationText(phaseMs), rate)}${limit}`];
}

function badLines(progress: Progress, fact: Extract<JobFact, { event: 'bad' }>): string[] {
  const words = t().telling;
  if (progress.bad.length > FIRST_BAD_SAID) return [];
  const more = progress.bad.length === FIRST_BAD_SAID ? ` ${words.moreNotListed}` : '';
  if (fact.target === undefined) return [`${unreadableText(fact)}${more}`];
  return [`${fact.target} ${mismatchText(fact)}${more}`];
}

/** Where the job keeps its files, once it has said so. */
export function jobFolderOf({ notes }: Progress): string | undefined {
  return notes.find(({ code }) => code === 'job-folder')?.path;
}

/** The job itself, as `resume` and `attach` take it. */
export function jobIdOf(progress: Progress): string | undefined {
  const folder = jobFolderOf(progress);
  return folder?.slice(folder.lastIndexOf('/') + 1);
}
