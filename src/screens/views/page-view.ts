import { bootWords } from '../../engine/words/boot.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { commandLine } from '../../engine/words/command-line.ts';
import { reportWords } from '../../engine/words/report.ts';
import { keyName } from '../keys/key-name.ts';
import { keyTable, type Place } from '../keys/table.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look } from '../look/look.ts';
import { markedJob } from '../wizard/job-list.ts';
import { placeOf } from '../wizard/place.ts';
import { makePlan } from '../wizard/plan.ts';
import { type Asking, type Finished, NO_OVERLAY, type Running } from '../wizard/state.ts';
import { aboutPlace } from './about-place.ts';
import { logRows } from './log-rows.ts';
import { reportRows } from './report-view.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';
import { pageOf } from './window.ts';

/** A page that lies over the screen and scrolls: help, plan or log. */
export interface PageView {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly more: string;
}

export function pageView(wizard: Shown, look: Look): PageView | undefined {
  const { overlay } = wizard;
  if (!('scroll' in overlay)) return undefined;
  const page = pages[overlay.kind](wizard, look);
  const { lines, maxScroll, above, below } = pageOf(
    page.rows,
    overlay.scroll,
    Math.max(1, bodyRows(look) - 3),
  );
  const more = [...(above > 0 ? [`${above} above`] : []), ...(below > 0 ? [`${below} below`] : [])].join(
    ', ',
  );
  return { title: page.title, rows: lines, maxScroll, more };
}

type Shown = Asking | Running | Finished;
type Page = { readonly title: string; readonly rows: readonly Row[] };

const pages = { help: helpPage, plan: planPage, log: logPage, boot: bootPage, job: jobPage };

/** What starts where and why, as the dry run read it from the bytes the image will have. */
function bootPage(wizard: Shown, look: Look): Page {
  const report = wizard.at === 'asking' ? wizard.summary.progress.done?.report : undefined;
  const words = bootWords(report?.boot, report?.forecast ?? []);
  const lines = words.length > 0 ? words : ['Nothing is known of what starts from this source.'];
  return {
    title: 'What starts where',
    rows: lines.flatMap((text) => wrapText(text, bodyColumns(look)).map((line) => row(line))),
  };
}

/** The report of an earlier job. */
function jobPage(wizard: Shown, look: Look): Page {
  const job = wizard.at === 'asking' ? markedJob(wizard) : undefined;
  const words = job?.done === undefined ? undefined : reportWords(job.done, { plan: job.plan });
  if (job === undefined || words === undefined) return { title: 'Report', rows: [] };
  return { title: `Report of ${job.id}`, rows: reportRows(words, look) };
}

function helpPage(wizard: Shown, look: Look): Page {
  const place = placeOf({ ...wizard, overlay: NO_OVERLAY });
  const rows = [
    ...aboutPlace[place].flatMap((text) => wrapText(text, bodyColumns(look)).map((line) => row(line))),
    EMPTY_ROW,
    ...keyRows(place, look),
  ];
  return { title: 'Help', rows };
}

/** Every key of a place, from the table the keys themselves come from. */
export function keyRows(place: Place, look: Look): Row[] {
  return keyTable[place].flatMap(({ keys, help }) => {
    const names = keys.map(keyName).join(', ');
    return wrapText(help, Math.max(8, bodyColumns(look) - 24)).map(
      (line, index): Row => [
        { text: (index === 0 ? names : '').padEnd(24), tone: 'accent' },
        { text: line, tone: 'plain' },
      ],
    );
  });
}

function planPage(wizard: Shown, look: Look): Page {
  const plan = wizard.at === 'asking' ? makePlan(wizard) : wizard.plan;
  if (plan === undefined) return { title: 'Plan', rows: [] };
  const wrapped = (text: string) => wrapText(cleanText(text), bodyColumns(look)).map((line) => row(line));
  return {
    title: 'The same as a command, and as a plan',
    rows: [
      ...wrapped(commandLine(plan)),
      EMPTY_ROW,
      ...wrapped('Or keep the plan below in plan.json, and: isowright run plan.json'),
      EMPTY_ROW,
      ...JSON.stringify(plan, null, 2).split('\n').flatMap(jsonRows(look)),
    ],
  };
}

/** Indentation survives the wrapping. */
function jsonRows(look: Look): (line: string) => Row[] {
  return (line) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    return wrapText(cleanText(line.trim()), Math.max(8, bodyColumns(look) - indent.length)).map((part) =>
      row(indent + part),
    );
  };
}

function logPage(wizard: Shown, look: Look): Page {
  return {
    title: 'What the job has said',
    rows: wizard.at === 'asking' ? [] : logRows(wizard.progress, look),
  };
}
