import { imageAfter } from '../../tasks/image-after.ts';
import type { Finished, Wizard } from './state.ts';
import type { TrialNews } from './trying.ts';

/** Undefined where this machine cannot, and where nothing was made. */
export function tryAfter(finished: Finished): Wizard | undefined {
  const path = finished.start.canTry ? madeBy(finished) : undefined;
  return path === undefined
    ? undefined
    : { ...finished, overlay: { kind: 'trial', scroll: 0, trying: { path } } };
}

/** The image, or the first drive or file that it was written to and that is proved. */
function madeBy({ plan, done }: Finished): string | undefined {
  if (!done.ok) return undefined;
  const written = done.report.targets?.find(({ ok }) => ok);
  return written?.path ?? imageAfter(plan, done)?.path;
}

/** What is still being tried; undefined when nothing is, or it has ended. */
export function triedPath(wizard: Wizard): string | undefined {
  if (wizard.at !== 'finished' || wizard.overlay.kind !== 'trial') return undefined;
  const { path, end } = wizard.overlay.trying;
  return end === undefined ? path : undefined;
}

export function onTrialNews(finished: Finished, path: string, news: TrialNews): Finished {
  const { overlay } = finished;
  if (overlay.kind !== 'trial' || overlay.trying.path !== path) return finished;
  return { ...finished, overlay: { ...overlay, trying: { ...overlay.trying, ...news } } };
}
