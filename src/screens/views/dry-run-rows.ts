import type { JobReport } from '../../engine/contract/events/report.ts';
import { natureOf } from '../../engine/contract/plan/natures.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';

import { apartFacts } from '../../words/apart.ts';
import { sectorText, startWords } from '../../words/boot.ts';
import { deltaPays, excludedText, sampleText } from '../../words/forecast.ts';
import { t } from '../../words/language.ts';
import { lossGroups, lossLine } from '../../words/losses.ts';
import { rehearsedMediumText } from '../../words/medium.ts';
import { noteText } from '../../words/notes.ts';
import { receiptText } from '../../words/receipts.ts';
import { remedy } from '../../words/remedies.ts';
import { bothSizesText } from '../../words/sizes.ts';
import { containerText } from '../../words/sources.ts';
import { undoneText } from '../../words/undone.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import { lookedAtText } from '../wizard/looked-at.ts';
import { needsDryRun } from '../wizard/needs-dry-run.ts';
import { optionsOf, valuesOf } from '../wizard/options/values.ts';
import type { Asking } from '../wizard/state.ts';
import { bootRows } from './boot-rows.ts';
import { fact } from './fact.ts';
import { soFar } from './out-of-sight.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';

/** Losses shown of each kind; all of them stand in the plan's dry run and in the report. */
const FIRST_LOSSES = 20;

/** What a dry run of the same plan found. */
export function dryRunRows(asking: Asking, plan: Plan, look: Look): Row[] {
  const { progress } = asking.summary;
  const { done } = progress;
  if (!needsDryRun(asking)) return [];
  if (done === undefined) {
    const text = t().screens.summary.lookingAt(lookedAtText(plan), soFar(progress.entries));
    return [EMPTY_ROW, ...wrapText(text, bodyColumns(look)).map((line) => row(line, 'accent'))];
  }
  if (!done.ok && done.report.failure !== undefined)
    return [...failureRows(done.report.failure, look), ...refusedLosses(done.report, look)];
  if (!done.ok) return [EMPTY_ROW, row(t().screens.summary.cannotBeDone, 'danger')];
  const { report } = done;
  if (report.undone !== undefined)
    return [EMPTY_ROW, ...report.undone.flatMap(undoneText).flatMap((text) => fact('', text, look))];
  return [
    EMPTY_ROW,
    ...imageRows(asking, report, look),
    ...otherDriveRows(asking, look),
    ...bootRows(report, look, fact),
    ...(natureOf(plan).erases ? startWords(report.forecast ?? []) : []).flatMap((text) =>
      fact('!', text, look, 'warn'),
    ),
    ...(report.sectors ?? []).flatMap((sectors) =>
      fact('!', `${sectors.target}: ${sectorText(sectors)}`, look, 'warn'),
    ),
    ...lostRows(plan, report, look),
  ];
}

/** The image there will be, and what is known of its source. */
function imageRows(asking: Asking, report: JobReport, look: Look): Row[] {
  const { answers } = asking;
  const isSample =
    optionsOf(answers).some(({ id }) => id === 'delta') && valuesOf(answers).delta === undefined;
  const sample = isSample && deltaPays(report.samples) ? sampleText(report.samples) : undefined;
  const sizeBytes = report.image?.sizeBytes ?? report.source?.sizeBytes;
  const label = report.image?.label ?? report.source?.label;
  const { excludedEntries } = report;
  const words = t().screens.summary;
  return [
    ...(sizeBytes ? fact(words.image, bothSizesText(sizeBytes), look) : []),
    ...rehearsedMediumText(report.source).flatMap((text) => fact('!', text, look, 'warn')),
    ...sourceRows(report.source, look),
    ...(label ? fact(words.label, label, look) : []),
    ...(sample === undefined ? [] : fact(words.sample, words.sampleIs(sample), look)),
    ...(excludedEntries === undefined ? [] : fact(words.leftOut, excludedText(excludedEntries), look)),
    ...apartFacts(report).flatMap(({ label: name, text }) => fact(name, text, look)),
  ];
}

/** A receipt holds for any drive with these bytes; but maybe another one was meant. */
function otherDriveRows({ summary }: Asking, look: Look): Row[] {
  return summary.progress.notes
    .filter(({ code }) => code === 'receipt-other-drive')
    .flatMap((note) => fact('', noteText(note) ?? '', look, 'warn'));
}

/** Losses that forbid the image, below what forbids it. */
function refusedLosses({ losses = [] }: JobReport, look: Look): Row[] {
  return losses.length === 0 ? [] : [EMPTY_ROW, ...lossRows(losses, look)];
}

function lostRows(plan: Plan, report: JobReport, look: Look): Row[] {
  const isAuthored = plan.source !== undefined && 'author' in plan.source;
  return isAuthored ? lossRows(report.losses ?? [], look) : [];
}

/** What the source is packed in, and what was published about it. */
function sourceRows(source: JobReport['source'], look: Look): Row[] {
  if (source === undefined) return [];
  const { container, checkedAgainst = [], receipt } = source;
  const words = t().screens.summary;
  return [
    ...(receipt === undefined ? [] : fact(words.of, receiptText(receipt), look)),
    ...(container === undefined ? [] : fact(words.packed, containerText(source), look)),
    ...checkedAgainst.flatMap((from) => fact(words.checked, words.against(from), look)),
  ];
}

function failureRows(failure: Parameters<typeof remedy>[0], look: Look): Row[] {
  const { title, happened, next } = remedy(failure);
  return [
    EMPTY_ROW,
    row(title, 'danger'),
    ...fact('', happened, look),
    ...next.flatMap((text) => fact(t().screens.lists.next, text, look)),
  ];
}

/** First how many of each kind, then the first ones of each. */
function lossRows(losses: Parameters<typeof lossGroups>[0], look: Look): Row[] {
  if (losses.length === 0)
    return fact(t().screens.summary.losses, t().screens.summary.noLosses, look, 'good');
  const groups = lossGroups(losses);
  return [
    ...groups.flatMap(({ text }, index) =>
      fact(index === 0 ? t().screens.summary.losses : '', text, look, 'warn'),
    ),
    ...groups.flatMap((group) => [
      EMPTY_ROW,
      ...fact('', `${group.text}:`, look, 'strong'),
      ...group.losses.slice(0, FIRST_LOSSES).flatMap((loss) => fact('', lossLine(loss), look)),
      ...(group.losses.length > FIRST_LOSSES
        ? fact('', t().screens.lists.andMore(group.losses.length - FIRST_LOSSES), look)
        : []),
    ]),
  ];
}
