import type { Plan } from '../../engine/plan/plan.ts';
import { jobStateText } from '../../engine/words/jobs.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import type { KnownJob } from '../ports.ts';
import { markedJob } from '../wizard/job-list.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
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
    more: [...(from > 0 ? [`${from} above`] : []), ...(below > 0 ? [`${below} below`] : [])].join(', '),
    about:
      marked === undefined
        ? []
        : aboutJob(marked)
            .flatMap((text) => wrapText(text, columns))
            .slice(0, 4),
  };
}

function emptyText(jobs: readonly KnownJob[] | undefined): string | undefined {
  if (jobs === undefined) return 'Reading the list of jobs...';
  return jobs.length === 0
    ? 'No jobs yet. Jobs that ran as root are shown to root: sudo isowright'
    : undefined;
}

/** `2026-11-22 14:03 UTC  done  write debian.iso → sdb` */
function jobText({ id, plan, state, done }: KnownJob, look: Look): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(id) ?? [];
  const date = look.columns < 70 ? `${month}-${day}` : `${year}-${month}-${day}`;
  const when = year === undefined ? id : `${date} ${hour}:${minute}${look.columns < 70 ? '' : ' UTC'}`;
  return `${when}  ${fill(jobStateText(state, done), 10)}  ${whatText(plan, look)}`;
}

function whatText(plan: Plan, look: Look): string {
  const from = plan.do === 'undo' ? plan.job : nameOf(plan.source?.path ?? '');
  const to =
    plan.do === 'make' ? nameOf(plan.output.path) : plan.targets.map(({ path }) => nameOf(path)).join(', ');
  const between = from !== '/' && to !== '' ? ` ${glyphsOf(look).arrow} ` : '';
  return `${plan.do} ${from === '/' ? '' : from}${between}${to}`;
}

function aboutJob({ plan, state, paused, resumable }: KnownJob): string[] {
  const undo =
    (plan.do === 'write' || plan.do === 'restore') && state !== 'running'
      ? ['u looks at what of the drive can be put back.']
      : [];
  if (state === 'running' && paused) return ['It is paused. Enter looks at it, and p lets it go on.'];
  if (state === 'running') return ['Enter looks at it, with its whole history. It goes on when you leave.'];
  if (state === 'interrupted')
    return [
      plan.do === 'verify'
        ? 'It ended without a last word.'
        : 'It ended without a last word. Enter goes on with it.',
      ...undo,
    ];
  const again = resumable ? ['c goes on with it: the drive is found and checked again first.'] : [];
  return ['Enter shows its report.', ...again, ...undo];
}
