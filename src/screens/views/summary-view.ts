import { natureOf } from '../../engine/contract/plan/natures.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import { commandLine } from '../../tasks/command-line.ts';
import { summaryLines } from '../../tasks/summary.ts';
import { taskOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { countOf } from '../../words/sizes.ts';
import { bodyRows, type Look } from '../look/look.ts';
import { chosenDrives } from '../wizard/confirm-words.ts';
import { makePlan } from '../wizard/plan.ts';
import type { Asking, JobAnswer } from '../wizard/state.ts';
import { driveLine, identityRows } from './drive-words.ts';
import { dryRunRows } from './dry-run-rows.ts';
import { fact } from './fact.ts';
import { lostRows } from './lost-rows.ts';
import { EMPTY_ROW, type Row } from './row.ts';
import { pageOf } from './window.ts';

export interface SummaryView {
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly more: string;
}

export function summaryView(asking: Asking, look: Look): SummaryView {
  const plan = makePlan(asking);
  const mostRows = Math.max(1, bodyRows(look) - 1);
  const lines = plan === undefined ? [] : summaryRows(plan, asking, { look, mostRows });
  const page = pageOf(lines, asking.summary.scroll, mostRows);
  return {
    rows: page.lines,
    maxScroll: page.maxScroll,
    more: page.below > 0 ? t().screens.lists.linesBelow(countOf(page.below, t().nouns.moreLine)) : '',
  };
}

/** Why it cannot be done comes first where not all can be seen. */
function summaryRows(
  plan: Plan,
  asking: Asking,
  { look, mostRows }: { readonly look: Look; readonly mostRows: number },
): Row[] {
  const planned = planRows(plan, asking, look);
  const found = dryRunRows(asking, plan, look);
  const isRefused = asking.summary.progress.done?.ok === false;
  if (!isRefused || planned.length + found.length <= mostRows) return [...planned, ...found];
  return [...found.slice(1), EMPTY_ROW, ...planned];
}

function planRows(plan: Plan, asking: Asking, look: Look): Row[] {
  const { answers } = asking;
  const { medium } = answers;
  const drives = chosenDrives(answers);
  const [drive] = drives;
  const { writes, erases } = natureOf(plan);
  const words = t().screens.summary;
  if (answers.job !== undefined) return jobRows(answers.job, look);
  return [
    ...(plan.source === undefined
      ? []
      : fact(plan.source.kind === 'receipt' ? words.receipt : words.from, plan.source.path, look)),
    ...(medium === undefined ? [] : identity(medium, look)),
    ...(plan.output === undefined ? [] : fact(words.to, plan.output.path, look)),
    ...(plan.scan ? fact(words.to, words.nothingWritten, look) : []),
    ...(plan.output?.replace ? fact('', words.replaced, look, 'danger') : []),
    ...(drive !== undefined && drives.length === 1
      ? targetRows(drive, medium, look)
      : readDrives(plan, drives).flatMap((one, index) =>
          fact(index === 0 ? words.drives : '', driveText(one, look), look),
        )),
    ...(!writes && drive === undefined ? fact(words.with, words.ownChecksum, look) : []),
    ...fact(words.proof, taskOf(plan).words.proof(plan), look),
    ...choiceRows(plan, look),
    ...(erases ? lostRows(drives, asking, look) : []),
  ];
}

const identity = (drive: Drive, look: Look): Row[] =>
  identityRows(drive).flatMap(([label, text]) => fact(label, text, look));

/** The one drive; beside another one that is read it stands in one line. */
const targetRows = (drive: Drive, medium: Drive | undefined, look: Look): Row[] =>
  medium === undefined ? identity(drive, look) : fact(t().screens.summary.to, driveText(drive, look), look);

/** Several drives that are written stand with what they hold, further down. */
const readDrives = (plan: Plan, drives: readonly Drive[]) => (natureOf(plan).writes ? [] : drives);

const driveText = (drive: Drive, look: Look) => driveLine(drive, look.glyphs === 'utf8' ? '…' : '..');

/** What was chosen and is not as usual. */
function choiceRows(plan: Plan, look: Look): Row[] {
  return summaryLines(plan).flatMap(({ label, text }) => fact(label, text, look));
}

function jobRows({ job, wish }: JobAnswer, look: Look): Row[] {
  const { plan } = job;
  const words = t().screens.summary;
  return [
    ...fact(words.job, job.id, look),
    ...fact(words.itWas, commandLine(plan), look),
    ...fact(words.now, wish === 'go-on' ? words.goesOn : words.putBack, look),
    ...(wish === 'go-on' ? fact('', words.foundAgain, look) : []),
  ];
}
