import { foldEvent } from '../../words/progress/fold.ts';
import type { WorldAction } from './action.ts';
import { goAhead } from './ahead.ts';
import { looksIn } from './answer.ts';
import { lookedAt } from './browse.ts';
import { listed } from './browser.ts';
import { onCompleted } from './complete.ts';
import { drivesSeen } from './drives-seen.ts';
import { onExtractEnd, onExtractProgress } from './inside/on-extract.ts';
import { onInsideListed, onLookedInto } from './inside/on-inside-world.ts';
import { withJobs } from './job-list.ts';
import { onFound } from './on-found.ts';
import { onJobEvent } from './on-job.ts';
import { foundReport } from './options/found.ts';
import { outputPath, withVersion } from './output.ts';
import { onPlaces } from './places.ts';
import { purposeOf } from './purpose-of.ts';
import { listedDrives } from './readable-parts.ts';
import { beginWrite, watchChosen } from './run.ts';
import { listsDrives } from './shown-drives.ts';
import type { Asking, Wizard } from './state.ts';
import { onTrialNews } from './trial.ts';
import { withRecommended } from './two-ways.ts';

/** News of the world: a folder was read, drives came or went, a job said something. Late news changes nothing. */
export function onWorld(wizard: Wizard, action: WorldAction): Wizard {
  if (wizard.at === 'running') return action.do === 'job' ? onJobEvent(wizard, action.event) : wizard;
  if (wizard.at === 'finished')
    return action.do === 'trial' ? onTrialNews(wizard, action.path, action.news) : wizard;
  return wizard.at === 'asking'
    ? goAhead(wizard, onAskingWorld(wizard, action), timeOf(wizard, action))
    : wizard;
}

function timeOf({ enteredAtMs }: Asking, action: WorldAction): number {
  if ('event' in action) return Date.parse(action.event.at);
  return 'atMs' in action && action.atMs !== undefined ? action.atMs : enteredAtMs;
}

function onAskingWorld(asking: Asking, action: WorldAction): Wizard {
  switch (action.do) {
    case 'looked-into':
      return onLookedInto(asking, action.path, action.found);
    case 'inside-listed':
      return onInsideListed(asking, action.place, action.folder, action.listing);
    case 'extracting':
      return onExtractProgress(asking, action.progress);
    case 'extracted':
      return onExtractEnd(asking, action.end);
    case 'listed': {
      const looks = looksIn(asking);
      return { ...asking, browser: listed(asking.browser, action.folder, action.listing, looks) };
    }
    case 'placed':
      return onPlaces(asking, action.places);
    case 'looked':
      return lookedAt(asking, action);
    case 'completed':
      return onCompleted(asking, action);
    case 'found':
      return onFound(asking, action);
    case 'output-found':
      return onOutputFound(asking, action);
    case 'version-found':
      if (asking.answers.source?.path !== action.sourcePath) return asking;
      return { ...asking, output: withVersion(asking, action.version, action.atMs) };
    case 'drives':
      return asking.confirm.checking
        ? asking
        : watchChosen(withDrives(asking, action), action.drives, action.atMs);
    case 'rechecked':
      return beginWrite(withDrives(asking, action), action.drives, action.atMs);
    case 'topped':
      return { ...asking, tops: { ...asking.tops, ...action.tops } };
    case 'jobs-listed':
      return withJobs(asking, action.jobs);
    case 'dry-run':
      return onDryRun(asking, action);
    case 'trial':
    case 'job':
      return asking;
  }
}

/** On the list itself, what happened to marks is said; elsewhere the drives that were chosen are watched. */
function withDrives(
  asking: Asking,
  { drives, atMs }: Extract<WorldAction, { do: 'drives' | 'rechecked' }>,
): Asking {
  const purpose = purposeOf(asking);
  const { list, notice } = drivesSeen(asking.driveList, listedDrives(drives, purpose), purpose, atMs);
  const said = listsDrives(asking.step) ? notice : undefined;
  return { ...asking, driveList: list, notice: said ?? asking.notice };
}

function onOutputFound(
  asking: Asking,
  { path, facts, folderMissing = false, goesOn = false }: Extract<WorldAction, { do: 'output-found' }>,
): Asking {
  if (path !== outputPath(asking.output)) return asking;
  const found = {
    path,
    ...(goesOn && { goesOn }),
    kind: facts?.kind ?? (folderMissing ? ('no-folder' as const) : ('nothing' as const)),
  };
  const replace = found.kind === 'file' && asking.answers.replace;
  const focus = found.kind === 'file' || asking.output.focus !== 'replace' ? asking.output.focus : 'name';
  return { ...asking, answers: { ...asking.answers, replace }, output: { ...asking.output, found, focus } };
}

function onDryRun(asking: Asking, { planKey, event }: Extract<WorldAction, { do: 'dry-run' }>): Asking {
  const { summary, otherWay } = asking;
  if (otherWay.planKey === planKey)
    return withRecommended({
      ...asking,
      otherWay: { ...otherWay, progress: foldEvent(otherWay.progress, event) },
    });
  if (summary.planKey !== planKey) return asking;
  // Who was told to wait need not be any more.
  const notice = event.event === 'done' && asking.step === 'summary' ? undefined : asking.notice;
  const found = { ...asking, notice, summary: { ...summary, progress: foldEvent(summary.progress, event) } };
  const profile = foundReport(found)?.boot?.profile;
  return withRecommended({ ...found, answers: withProfile(asking.answers, profile) });
}

/** Whatever else is asked for then, the source stays what it is. */
function withProfile(answers: Asking['answers'], profile: string | undefined): Asking['answers'] {
  const { source } = answers;
  return source && profile !== undefined && source.profile !== profile
    ? { ...answers, source: { ...source, profile } }
    : answers;
}
