import type { Plan } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { lossGroups, lossLine } from '../../engine/words/losses.ts';
import { remedy } from '../../engine/words/remedies.ts';
import { bothSizesText, countOf } from '../../engine/words/sizes.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look } from '../look/look.ts';
import { makePlan } from '../wizard/plan.ts';
import type { Asking, Summary } from '../wizard/state.ts';
import { bootRows } from './boot-rows.ts';
import { contentText, identityRows } from './drive-words.ts';
import { EMPTY_ROW, type Row, row, type Tone } from './row.ts';
import { pageOf } from './window.ts';

/** Losses shown of each kind; all of them stand in the plan's dry run and in the report. */
const FIRST_LOSSES = 20;

export interface SummaryView {
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly more: string;
}

export function summaryView(asking: Asking, look: Look): SummaryView {
  const plan = makePlan(asking);
  const { target } = asking.answers;
  const drive = target?.kind === 'drive' ? target.drive : undefined;
  const lines =
    plan === undefined ? [] : [...planRows(plan, drive, look), ...dryRunRows(asking.summary, plan, look)];
  const page = pageOf(lines, asking.summary.scroll, Math.max(1, bodyRows(look) - 1));
  return {
    rows: page.lines,
    maxScroll: page.maxScroll,
    more: page.below > 0 ? `${countOf(page.below, 'more line')} below` : '',
  };
}

function planRows(plan: Plan, drive: Drive | undefined, look: Look): Row[] {
  return [
    ...fact('from', plan.source?.path ?? '', look),
    ...(plan.do === 'make' ? fact('to', plan.output.path, look) : []),
    ...(plan.do === 'make' && plan.output.replace
      ? fact('', 'the file that is there now is replaced', look, 'danger')
      : []),
    ...(drive === undefined ? [] : identityRows(drive).flatMap(([label, text]) => fact(label, text, look))),
    ...(plan.do === 'verify' && drive === undefined ? fact('with', 'its own checksum file', look) : []),
    ...fact('proof', proofText(plan), look),
    ...(plan.do === 'write' && drive !== undefined ? lostRows(drive, look) : []),
  ];
}

function proofText(plan: Plan): string {
  if (plan.do === 'verify') return 'every byte is compared; nothing is changed';
  return plan.verify ? 'every byte is read back and compared' : 'left out: the result is not proved';
}

function lostRows(drive: Drive, look: Look): Row[] {
  const holds = drive.parts.length === 0 ? 'nothing that is known' : contentText(drive);
  return [
    EMPTY_ROW,
    row(`Everything on ${drive.name} is erased`, 'danger'),
    ...fact('it holds', holds, look),
    ...drive.warnings.flatMap(({ text }) => fact('!', text, look, 'warn')),
  ];
}

/** What a dry run of the same plan found. */
function dryRunRows({ progress }: Summary, plan: Plan, look: Look): Row[] {
  const { done } = progress;
  const what = plan.source?.kind === 'folder' ? 'the folder' : 'the image';
  if (done === undefined) {
    const seen = progress.entries > 0 ? `, ${countOf(progress.entries, 'entry', 'entries')} so far` : '';
    return [EMPTY_ROW, row(`Looking at ${what}${seen}...`, 'accent')];
  }
  if (!done.ok && done.report.failure !== undefined) return failureRows(done.report.failure, look);
  if (!done.ok) return [EMPTY_ROW, row('This cannot be done as it is.', 'danger')];
  const { report } = done;
  const sizeBytes = report.image?.sizeBytes ?? report.source?.sizeBytes;
  const label = report.image?.label;
  return [
    EMPTY_ROW,
    ...(sizeBytes === undefined ? [] : fact('image', bothSizesText(sizeBytes), look)),
    ...(label ? fact('label', label, look) : []),
    ...bootRows(report, look, fact),
    ...(plan.source?.kind === 'folder' ? lossRows(report.losses ?? [], look) : []),
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

/** A label and a text, the text wrapped below itself. */
export function fact(label: string, text: string, look: Look, tone: Tone = 'plain'): Row[] {
  const indent = 10;
  return wrapText(cleanText(text), Math.max(8, bodyColumns(look) - indent)).map((line, index) => [
    { text: (index === 0 ? label : '').padEnd(indent), tone: 'accent' },
    { text: line, tone },
  ]);
}
