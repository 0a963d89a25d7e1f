import { natureOf } from '../../engine/contract/plan/natures.ts';
import { endsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import { begunText } from '../../words/job-times.ts';
import { jobStateText } from '../../words/jobs.ts';
import { t } from '../../words/language.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import type { KnownJob } from '../ports.ts';
import { markedJob } from '../wizard/job-list.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { outOfSight } from './out-of-sight.ts';
import { windowOf } from './window.ts';

export interface JobsView {
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  readonly empty: string | undefined;
  readonly more: string;
  /** What can be done with the marked job. */
  readonly about: readonly string[];
}

/** Question, gaps, what can be done, and the line that says what is out of sight. */
const OTHER_ROWS = 8;

export function jobsView(asking: Asking, look: Look): JobsView {
  const { jobs, cursor } = asking.jobList;
  const all = jobs ?? [];
  const columns = bodyColumns(look);
  const marked = markedJob(asking);
  const at = marked === undefined ? 0 : all.indexOf(marked);
  const { from, to } = windowOf(all.length, at, Math.max(2, bodyRows(look) - OTHER_ROWS));
  const below = all.length - to;
  return {
    rows: all
      .slice(from, to)
      .map((job) => ({ id: job.id, text: short(jobText(job, look), columns - 2, look) })),
    cursor,
    empty: emptyText(jobs),
    more: outOfSight(from, below),
    about:
      marked === undefined
        ? []
        : aboutJob(marked)
            .flatMap((text) => wrapText(text, columns))
            .slice(0, 4),
  };
}

function emptyText(jobs: readonly KnownJob[] | undefined): string | undefined {
  if (jobs === undefined) return t().screens.jobs.reading;
  return jobs.length === 0 ? t().screens.jobs.none : undefined;
}

/** `2026-11-22 14:03  done  write debian.iso → sdb` */
function jobText({ id, plan, state, done }: KnownJob, look: Look): string {
  const when = begunText(id, look.columns >= 70);
  return `${when}  ${fill(jobStateText(state, done), t().screens.jobs.stateColumns)}  ${whatText(plan, look)}`;
}

function whatText(plan: Plan, look: Look): string {
  const from = plan.job ?? nameOf(plan.source?.path ?? '');
  const to = endsOf(plan).map(nameOf).join(', ');
  const between = from !== '/' && to !== '' ? ` ${glyphsOf(look).arrow} ` : '';
  return `${plan.do} ${from === '/' ? '' : from}${between}${to}`;
}

function aboutJob({ plan, state, paused, resumable }: KnownJob): string[] {
  const words = t().screens.jobs;
  const undo = natureOf(plan).keeps && state !== 'running' ? [words.looksAtUndo] : [];
  if (state === 'running' && paused) return [words.isPaused];
  if (state === 'running') return [words.isRunning];
  if (state === 'interrupted')
    return [natureOf(plan).goesOn === 'never' ? words.noLastWord : words.canGoOn, ...undo];
  const again = resumable ? [words.goesOn] : [];
  return [words.showsReport, ...again, ...undo];
}
