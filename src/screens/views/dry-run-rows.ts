import type { JobReport } from '../../engine/jobs/events.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import { deltaPays, excludedText, sampleText } from '../../engine/words/forecast.ts';
import { lossGroups, lossLine } from '../../engine/words/losses.ts';
import { noteText } from '../../engine/words/notes.ts';
import { receiptText } from '../../engine/words/receipts.ts';
import { remedy } from '../../engine/words/remedies.ts';
import { bothSizesText, countOf } from '../../engine/words/sizes.ts';
import { containerText } from '../../engine/words/sources.ts';
import { undoneText } from '../../engine/words/undone.ts';
import type { Look } from '../look/look.ts';
import type { Asking } from '../wizard/state.ts';
import { bootRows } from './boot-rows.ts';
import { fact } from './fact.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';

/** Losses shown of each kind; all of them stand in the plan's dry run and in the report. */
const FIRST_LOSSES = 20;

/** What a dry run of the same plan found. */
export function dryRunRows(asking: Asking, plan: Plan, look: Look): Row[] {
  const { progress } = asking.summary;
  const { done } = progress;
  if (asking.answers.job?.do === 'resume' || plan.do === 'restore') return [];
  if (done === undefined) {
    const seen = progress.entries > 0 ? `, ${countOf(progress.entries, 'entry', 'entries')} so far` : '';
    return [EMPTY_ROW, row(`Looking at ${whatOf(plan)}${seen}...`, 'accent')];
  }
  if (!done.ok && done.report.failure !== undefined) return failureRows(done.report.failure, look);
  if (!done.ok) return [EMPTY_ROW, row('This cannot be done as it is.', 'danger')];
  const { report } = done;
  if (plan.do === 'undo')
    return [EMPTY_ROW, ...(report.undone ?? []).flatMap(undoneText).flatMap((text) => fact('', text, look))];
  return [
    EMPTY_ROW,
    ...imageRows(asking, report, look),
    ...otherDriveRows(asking, look),
    ...bootRows(report, look, fact),
    ...lostRows(plan, report, look),
  ];
}

function whatOf(plan: Plan): string {
  if (plan.do === 'undo') return 'the drive';
  if (plan.source?.kind === 'receipt') return 'the receipt';
  return plan.source?.kind === 'folder' ? 'the folder' : 'the image';
}

/** The image there will be, and what is known of its source. */
function imageRows(asking: Asking, report: JobReport, look: Look): Row[] {
  const { task, options } = asking.answers;
  const isSample = task === 'write' && options.choices.delta === 'off';
  const sample = isSample && deltaPays(report.samples) ? sampleText(report.samples) : undefined;
  const sizeBytes = report.image?.sizeBytes ?? report.source?.sizeBytes;
  const label = report.image?.label ?? report.source?.label;
  const { excludedEntries } = report;
  return [
    ...(sizeBytes ? fact('image', bothSizesText(sizeBytes), look) : []),
    ...sourceRows(report.source, look),
    ...(label ? fact('label', label, look) : []),
    ...(sample === undefined ? [] : fact('sample', `${sample} Esc goes back to choose it.`, look)),
    ...(excludedEntries === undefined ? [] : fact('left out', excludedText(excludedEntries), look)),
  ];
}

/** A receipt holds for any drive with these bytes; but maybe another one was meant. */
function otherDriveRows({ summary }: Asking, look: Look): Row[] {
  return summary.progress.notes
    .filter(({ code }) => code === 'receipt-other-drive')
    .flatMap((note) => fact('', noteText(note) ?? '', look, 'warn'));
}

function lostRows(plan: Plan, report: JobReport, look: Look): Row[] {
  const isAuthored = plan.source !== undefined && 'author' in plan.source;
  return isAuthored ? lossRows(report.losses ?? [], look) : [];
}

/** What the source is packed in, and what was published about it. */
function sourceRows(source: JobReport['source'], look: Look): Row[] {
  if (source === undefined) return [];
  const { container, checkedAgainst = [], receipt } = source;
  return [
    ...(receipt === undefined ? [] : fact('of', receiptText(receipt), look)),
    ...(container === undefined ? [] : fact('packed', containerText(source), look)),
    ...checkedAgainst.flatMap((from) => fact('checked', `against ${from}`, look)),
  ];
}

function failureRows(failure: Parameters<typeof remedy>[0], look: Look): Row[] {
  const { title, happened, next } = remedy(failure);
  return [
    EMPTY_ROW,
    row(title, 'danger'),
    ...fact('', happened, look),
    ...next.flatMap((text) => fact('next', text, look)),
  ];
}

/** First how many of each kind, then the first ones of each. */
function lossRows(losses: Parameters<typeof lossGroups>[0], look: Look): Row[] {
  if (losses.length === 0) return fact('losses', 'none: everything is kept', look, 'good');
  const groups = lossGroups(losses);
  return [
    ...groups.flatMap(({ text }, index) => fact(index === 0 ? 'losses' : '', text, look, 'warn')),
    ...groups.flatMap((group) => [
      EMPTY_ROW,
      ...fact('', `${group.text}:`, look, 'strong'),
      ...group.losses.slice(0, FIRST_LOSSES).flatMap((loss) => fact('', lossLine(loss), look)),
      ...(group.losses.length > FIRST_LOSSES
        ? fact('', `and ${group.losses.length - FIRST_LOSSES} more`, look)
        : []),
    ]),
  ];
}
