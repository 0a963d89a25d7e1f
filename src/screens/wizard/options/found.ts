import type { JobReport } from '../../../engine/contract/events/report.ts';
import type { Plan } from '../../../engine/contract/plan/plan.ts';
import { suggestedLabel } from '../output.ts';
import type { Asking } from '../state.ts';

type Seen = Pick<Asking, 'answers' | 'summary'>;

/** What a dry run has found out about the source that is chosen now; undefined before its end. */
export function foundReport({ answers, summary }: Seen): JobReport | undefined {
  const { done } = summary.progress;
  return done?.ok && plannedPath(summary.planKey) === answers.source?.path ? done.report : undefined;
}

/** The label that the folder's own boot menus look for. */
export function wantedLabel(asking: Seen): string | undefined {
  const notes = foundReport(asking)?.boot?.notes ?? [];
  return notes.find(({ code }) => code === 'label-kept' || code === 'label-differs')?.about;
}

/** The label the image gets when none is typed. */
export function derivedLabel(asking: Seen): string {
  const wanted = wantedLabel(asking);
  if (wanted !== undefined) return wanted;
  const { source } = asking.answers;
  const typed = planOf(asking.summary.planKey)?.source;
  const label = foundReport(asking)?.source?.label;
  const isFromFolder = typed !== undefined && 'author' in typed && typed.author.label === undefined;
  return isFromFolder && label !== undefined ? label : suggestedLabel(source?.path ?? '');
}

function plannedPath(planKey: string | undefined): string | undefined {
  return planOf(planKey)?.source?.path;
}

function planOf(planKey: string | undefined): Plan | undefined {
  return planKey === undefined ? undefined : (JSON.parse(planKey) as Plan);
}
