import type { Drive } from '../../engine/contract/ports/drive.ts';
import { foldEvent } from '../../words/progress/fold.ts';
import type { WorldAction } from './action.ts';
import { goAhead } from './ahead.ts';
import { looksOf } from './answer.ts';
import { lookedAt } from './browse.ts';
import { listed } from './browser.ts';
import { onCompleted } from './complete.ts';
import { drivesSeen } from './drives-seen.ts';
import { withJobs } from './job-list.ts';
import { onFound } from './on-found.ts';
import { onJobEvent } from './on-job.ts';
import { outputPath, withVersion } from './output.ts';
import { onPlaces } from './places.ts';
import { purposeOf } from './purpose-of.ts';
import { listedDrives } from './readable-parts.ts';
import { beginWrite, watchChosen } from './run.ts';
import type { Asking, Wizard } from './state.ts';
import { withRecommended } from './two-ways.ts';

/** News of the world: a folder was read, drives came or went, a job said something. Late news changes nothing. */
export function onWorld(wizard: Wizard, action: WorldAction): Wizard {
  if (wizard.at === 'running') return action.do === 'job' ? onJobEvent(wizard, action.event) : wizard;
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
    case 'listed': {
      const looks = looksOf(asking.answers);
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
        : watchChosen(withDrives(asking, action), asListed(asking, action.drives), action.atMs);
    case 'rechecked':
      return beginWrite(withDrives(asking, action), asListed(asking, action.drives), action.atMs);
    case 'topped':
      return { ...asking, tops: { ...asking.tops, ...action.tops } };
    case 'jobs-listed':
      return withJobs(asking, action.jobs);
    case 'dry-run':
      return onDryRun(asking, action);
    case 'job':
      return asking;
  }
}

const asListed = ({ answers }: Asking, drives: readonly Drive[]): readonly Drive[] =>
  listedDrives(drives, purposeOf(answers));

/** On the list itself, what happened to marks is said; elsewhere the drives that were chosen are watched. */
function withDrives(
  asking: Asking,
  { drives, atMs }: Extract<WorldAction, { do: 'drives' | 'rechecked' }>,
): Asking {
  const purpose = purposeOf(asking.answers);
  const { list, notice } = drivesSeen(asking.driveList, asListed(asking, drives), purpose, atMs);
  const said = asking.step === 'target' ? notice : undefined;
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
  const progress = foldEvent(summary.progress, event);
  return withRecommended({ ...asking, notice, summary: { ...summary, progress } });
}
