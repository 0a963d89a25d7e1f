import { t } from '../../words/language.ts';
import { countOf } from '../../words/sizes.ts';
import type { Command } from '../keys/binding.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import { placeOf } from '../wizard/place.ts';
import type { Asking, Finished, Running } from '../wizard/state.ts';
import { stepNumber, stepTitle } from '../wizard/steps.ts';
import { type ConfirmView, confirmView } from './confirm-view.ts';
import { type FrameView, frameView, noticeRows } from './frame-view.ts';
import { idleKeys } from './idle-keys.ts';
import { type ExtractView, extractView } from './inside/extract-view.ts';
import { type InsideView, insideView } from './inside/inside-view.ts';
import { type LookView, lookView } from './inside/look-view.ts';
import { type JobsView, jobsView } from './jobs-view.ts';
import { type OptionsView, optionsView } from './options-view.ts';
import { type OutputView, outputView } from './output-view.ts';
import { type PageView, pageView } from './page-view.ts';
import { type QuestionView, questionView } from './question-view.ts';
import { type ReportView, reportView } from './report-view.ts';
import { type RunView, runView } from './run-view.ts';
import { type SourceView, sourceView } from './source-view.ts';
import { answersSubject, planSubject } from './subject.ts';
import { type SummaryView, summaryView } from './summary-view.ts';
import { type TargetView, targetView } from './target-view.ts';
import { type TaskView, taskView } from './task-view.ts';
import { type WhereView, whereView } from './where-view.ts';

/** What is on the screen: its frame and one of the bodies. */
export interface ScreenView {
  readonly frame: FrameView;
  readonly body: Body;
  /** How far the page can scroll; 0 when all of it is shown. */
  readonly maxScroll: number;
}

export type Body =
  | { readonly kind: 'task'; readonly view: TaskView }
  | { readonly kind: 'jobs'; readonly view: JobsView }
  | { readonly kind: 'source'; readonly view: SourceView }
  | { readonly kind: 'look'; readonly view: LookView }
  | { readonly kind: 'inside'; readonly view: InsideView }
  | { readonly kind: 'extract'; readonly view: ExtractView }
  | { readonly kind: 'output'; readonly view: OutputView }
  | { readonly kind: 'target'; readonly view: TargetView }
  | { readonly kind: 'where'; readonly view: WhereView }
  | { readonly kind: 'options'; readonly view: OptionsView }
  | { readonly kind: 'summary'; readonly view: SummaryView }
  | { readonly kind: 'confirm'; readonly view: ConfirmView }
  | { readonly kind: 'run'; readonly view: RunView }
  | { readonly kind: 'report'; readonly view: ReportView }
  | { readonly kind: 'page'; readonly view: PageView }
  | { readonly kind: 'question'; readonly view: QuestionView };

export type Shown = Asking | Running | Finished;

/** The whole screen as plain data. */
export function screenView(wizard: Shown, nowMs: number, look: Look): ScreenView {
  const noticed = wizard.at === 'finished' ? 1 : noticeRows(wizard.notice ?? '', look).length;
  const body = bodyOf(wizard, nowMs, { ...look, rows: look.rows - (noticed - 1) });
  return {
    frame: frameView(
      {
        task: wizard.at === 'asking' ? wizard.answers.task : wizard.plan.do,
        right: rightText(wizard, body, nowMs, look),
        subject:
          wizard.at === 'asking'
            ? subjectOf(wizard, look)
            : planSubject(wizard.plan, confirmedOf(wizard), look),
        notice: wizard.at === 'finished' ? moreText(body) : wizard.notice,
        place: placeOf(wizard),
        idle: idleCommands(wizard, body),
      },
      look,
    ),
    body,
    maxScroll: 'maxScroll' in body.view ? body.view.maxScroll : 0,
  };
}

function bodyOf(wizard: Shown, nowMs: number, look: Look): Body {
  const question = questionView(wizard, look);
  if (question !== undefined) return { kind: 'question', view: question };
  const page = pageView(wizard, look);
  if (page !== undefined) return { kind: 'page', view: page };
  if (wizard.at === 'running') return { kind: 'run', view: runView(wizard, nowMs, look) };
  if (wizard.at === 'finished') return { kind: 'report', view: reportView(wizard, look) };
  return stepBody(wizard, nowMs, look);
}

function stepBody(asking: Asking, nowMs: number, look: Look): Body {
  switch (asking.step) {
    case 'task':
      return { kind: 'task', view: taskView(asking, look) };
    case 'jobs':
      return { kind: 'jobs', view: jobsView(asking, look) };
    case 'source':
    case 'pick':
      return { kind: 'source', view: sourceView(asking, look) };
    case 'look':
      return { kind: 'look', view: lookView(asking, nowMs, look) };
    case 'inside':
      return { kind: 'inside', view: insideView(asking, nowMs, look) };
    case 'extract':
      return { kind: 'extract', view: extractView(asking, nowMs, look) };
    case 'output':
      return { kind: 'output', view: outputView(asking, look) };
    case 'where':
      return { kind: 'where', view: whereView(asking, look) };
    case 'medium':
    case 'target':
      return { kind: 'target', view: targetView(asking, look) };
    case 'options':
      return { kind: 'options', view: optionsView(asking, look) };
    case 'summary':
      return { kind: 'summary', view: summaryView(asking, look) };
    case 'confirm':
      return { kind: 'confirm', view: confirmView(asking, look) };
  }
}

function rightText(wizard: Shown, body: Body, nowMs: number, look: Look): string {
  if (wizard.at === 'finished') return t().screens.frame.report;
  if (wizard.at === 'running')
    return body.kind === 'run' ? body.view.state : runView(wizard, nowMs, look).state;
  if (wizard.answers.task === undefined) return stepTitle(wizard.step);
  const { number, of } = stepNumber(wizard.answers, wizard.step);
  return t().screens.frame.step(number, of, stepTitle(wizard.step));
}

/** What does nothing now; the arrows are for a report that is longer than the window. */
function idleCommands(wizard: Shown, body: Body): Command[] {
  const isShort = body.kind === 'report' && body.view.maxScroll === 0;
  const isCovered = wizard.at === 'finished' && body.kind !== 'report';
  return isCovered ? [] : [...idleKeys(wizard), ...(isShort ? (['down'] as const) : [])];
}

function subjectOf(asking: Asking, look: Look): string {
  return asking.step === 'source' || asking.step === 'task'
    ? ''
    : answersSubject(asking.answers, look).slice(0, bodyColumns(look) * 2);
}

function confirmedOf(wizard: Running | Finished) {
  return wizard.at === 'running' ? wizard.confirmed : [];
}

function moreText(body: Body): string | undefined {
  return body.kind === 'report' && body.view.below > 0
    ? t().screens.lists.linesBelow(countOf(body.view.below, t().nouns.moreLine))
    : undefined;
}
