import { commandLine } from '../../tasks/command-line.ts';
import { taskOf } from '../../tasks/tasks.ts';
import { bootWords } from '../../words/boot.ts';
import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { reportWords } from '../../words/report.ts';
import type { Command } from '../keys/binding.ts';
import { keyName } from '../keys/key-name.ts';
import { keyTable, type Place } from '../keys/table.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look } from '../look/look.ts';
import { markedJob } from '../wizard/job-list.ts';
import { placeOf } from '../wizard/place.ts';
import { makePlan } from '../wizard/plan.ts';
import { type Asking, type Finished, NO_OVERLAY, type Running } from '../wizard/state.ts';
import { entryIn, taskIn } from '../wizard/undertaking.ts';
import { aboutPlace, type Doing } from './about-place.ts';
import { idleKeys } from './idle-keys.ts';
import { changeLines } from './inside/change-line.ts';
import { logRows } from './log-rows.ts';
import { outOfSight } from './out-of-sight.ts';
import { reportRows } from './report-view.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';
import { trialRows, trialTitle } from './trial-view.ts';
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
  return { title: page.title, rows: lines, maxScroll, more: outOfSight(above, below) };
}

type Shown = Asking | Running | Finished;
type Page = { readonly title: string; readonly rows: readonly Row[] };

const pages = {
  help: helpPage,
  plan: planPage,
  log: logPage,
  boot: bootPage,
  job: jobPage,
  changes: changesPage,
  trial: trialPage,
};

/** What the virtual machine shows. */
function trialPage({ overlay }: Shown, look: Look): Page {
  if (overlay.kind !== 'trial') return { title: '', rows: [] };
  return { title: trialTitle(overlay.trying), rows: trialRows(overlay.trying, look) };
}

/** What starts where and why, as the dry run read it from the bytes the image will have. */
function bootPage(wizard: Shown, look: Look): Page {
  const report = wizard.at === 'asking' ? wizard.summary.progress.done?.report : undefined;
  const words = bootWords(report?.boot, report?.forecast ?? []);
  const lines = words.length > 0 ? words : [t().screens.pages.nothingStarts];
  return {
    title: t().screens.pages.startsWhere,
    rows: lines.flatMap((text) => wrapText(text, bodyColumns(look)).map((line) => row(line))),
  };
}

/** What was changed in the image so far. */
function changesPage(wizard: Shown, look: Look): Page {
  const lines = wizard.at === 'asking' ? changeLines(wizard) : [];
  const shown = lines.length > 0 ? lines : [t().screens.pages.noChanges];
  return {
    title: t().screens.pages.changes,
    rows: shown.flatMap((text) => wrapText(cleanText(text), bodyColumns(look)).map((line) => row(line))),
  };
}

/** The report of an earlier job. */
function jobPage(wizard: Shown, look: Look): Page {
  const job = wizard.at === 'asking' ? markedJob(wizard) : undefined;
  const words =
    job?.done === undefined ? undefined : reportWords(job.done, { plan: job.plan, kind: taskOf(job.plan) });
  if (job === undefined || words === undefined) return { title: t().screens.pages.report, rows: [] };
  return { title: t().screens.pages.reportOf(job.id), rows: reportRows(words, look) };
}

function helpPage(wizard: Shown, look: Look): Page {
  const place = placeOf({ ...wizard, overlay: NO_OVERLAY });
  const about = aboutPlace(place, doingOf(wizard));
  const rows = [
    ...about.flatMap((text) => wrapText(text, bodyColumns(look)).map((line) => row(line))),
    EMPTY_ROW,
    ...keyRows(place, look, idleKeys(wizard)),
  ];
  return { title: t().screens.pages.help, rows };
}

function doingOf(wizard: Shown): Doing {
  if (wizard.at === 'asking') return { entry: entryIn(wizard.answers), kind: taskIn(wizard.answers) };
  const kind = taskOf(wizard.plan);
  return { entry: kind, kind };
}

/** Every key of a place, from the table the keys themselves come from; without those that do nothing now. */
export function keyRows(place: Place, look: Look, idle: readonly Command[] = []): Row[] {
  const { keyColumns, help: helps } = t().screens.keys;
  const bindings = keyTable[place].filter(({ command }) => !idle.includes(command));
  return bindings.flatMap(({ keys, help }) => {
    const names = keys.map(keyName).join(', ');
    return wrapText(helps[help], Math.max(8, bodyColumns(look) - keyColumns)).map(
      (line, index): Row => [
        { text: fill(index === 0 ? names : '', keyColumns), tone: 'accent' },
        { text: line, tone: 'plain' },
      ],
    );
  });
}

function planPage(wizard: Shown, look: Look): Page {
  const plan = wizard.at === 'asking' ? makePlan(wizard) : wizard.plan;
  if (plan === undefined) return { title: t().screens.pages.plan, rows: [] };
  const wrapped = (text: string) => wrapText(cleanText(text), bodyColumns(look)).map((line) => row(line));
  return {
    title: t().screens.pages.planTitle,
    rows: [
      ...wrapped(commandLine(plan)),
      EMPTY_ROW,
      ...wrapped(t().screens.pages.keepPlan),
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
    title: t().screens.pages.log,
    rows: wizard.at === 'asking' ? [] : logRows(wizard.progress, look),
  };
}
