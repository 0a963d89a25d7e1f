import { targetsOf } from '../../engine/contract/plan/parts.ts';
import { t } from '../../words/language.ts';
import { phaseText } from '../../words/phases.ts';
import { type Figures, figuresAt } from '../../words/progress/figures.ts';
import type { Progress } from '../../words/progress/state.ts';
import { countText, percentText, sizeText } from '../../words/sizes.ts';
import { fill } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { legendRow, mapRows } from './meter.ts';
import { type Row, row } from './row.ts';
import { counterRows } from './run-counters.ts';
import { driveRows } from './run-drives.ts';
import { mediumCounters, mediumHead, mediumPlace, mediumRows } from './run-medium.ts';
import { proofRows } from './run-proof.ts';
import { speedRows } from './run-speed.ts';
import { isOnlyNote, statusRows } from './run-status.ts';

export interface RunView {
  /** `Writing, 31% of the job` for the head of the frame. */
  readonly state: string;
  /** Counters and map beside each other; of several drives each has its map among the counters. */
  readonly isWide: boolean;
  readonly counters: readonly Row[];
  /** The first row of the counters is a heading, left out first when the window is small. */
  readonly isHeaded: boolean;
  readonly map: readonly Row[];
  readonly speed: readonly Row[];
  readonly proof: readonly Row[];
  readonly status: readonly Row[];
}

/** Columns of the left pane: label, amount, bar, percent. */
const COUNTER_COLUMNS = 42;

export function runView(running: Running, nowMs: number, look: Look): RunView {
  const { progress } = running;
  const figures = figuresAt(progress, nowMs);
  const isWide = look.columns >= 70;
  const isMany = targetsOf(running.plan).length > 1;
  const columns = bodyColumns(look);
  const mapColumns = isWide ? Math.min(72, columns - COUNTER_COLUMNS - 2) : columns;
  if (running.plan.source?.kind === 'medium') return mediumView(running, figures, look);
  const whole: RunView = {
    state: stateText(running, figures, look),
    isWide,
    isHeaded: !isMany,
    counters: isMany
      ? driveRows(running, look)
      : counterRows(running, isWide ? COUNTER_COLUMNS : columns, look),
    map: isMany ? [] : sectorRows(progress, { columns: mapColumns, isWide }, look),
    speed: speedRows(running, figures, look),
    proof: proofRows(running, look),
    status: statusRows(running, figures, look),
  };
  return fitRows(whole, bodyRows(look), cuts);
}

/** A medium that is read: its map has the whole width, because nothing else says as much. */
function mediumView(running: Running, figures: Figures, look: Look): RunView {
  const whole: RunView = {
    state: stateText(running, figures, look),
    isWide: false,
    isHeaded: true,
    counters: mediumCounters(running, look),
    map: mediumRows(running.progress, look),
    speed: speedRows(running, figures, look),
    proof: mediumPlace(running, look),
    status: statusRows(running, figures, look),
  };
  return fitRows(whole, bodyRows(look), mediumCuts(isOnlyNote(running, figures)));
}

/** What a small window loses, one after the other: headings and the far places first, the status never. */
const cuts: readonly ((view: RunView) => RunView)[] = [
  (view) => ({
    ...view,
    proof: view.proof.slice(1, 3),
    counters: view.isWide || !view.isHeaded ? view.counters : view.counters.slice(1),
  }),
  (view) => ({ ...view, map: view.isWide ? view.map : view.map.slice(0, -1) }),
  (view) => ({ ...view, speed: view.speed.slice(0, 2) }),
  (view) => ({ ...view, map: view.isWide ? view.map : [] }),
  (view) => ({ ...view, proof: view.proof.slice(-1) }),
  (view) => ({ ...view, speed: view.speed.slice(0, 1) }),
  (view) => ({ ...view, proof: [], speed: [] }),
  (view) => ({ ...view, counters: view.isHeaded ? view.counters : view.counters.slice(1) }),
];

/** Of a medium the map stays, and what is missing; its name of the pass is in the head, too. */
const mediumCuts = (isOnlyNoted: boolean): typeof cuts => [
  (view) => ({ ...view, speed: view.speed.slice(0, 2) }),
  (view) => ({ ...view, map: view.map.slice(0, -1) }),
  (view) => ({ ...view, speed: view.speed.slice(0, 1) }),
  (view) => ({ ...view, counters: view.counters.slice(1) }),
  (view) => ({ ...view, speed: [] }),
  (view) => ({ ...view, proof: view.proof.slice(0, 1) }),
  (view) => ({ ...view, map: view.map.slice(1) }),
  // How often reading failed goes before what was noted.
  (view) => (isOnlyNoted ? { ...view, status: view.status.slice(0, 1) } : view),
  (view) => ({ ...view, proof: [] }),
  (view) => ({ ...view, counters: view.counters.slice(0, 1) }),
];

function fitRows(view: RunView, room: number, cuts: readonly ((view: RunView) => RunView)[]): RunView {
  let fitted = view;
  for (const cut of cuts) {
    if (rowCount(fitted) <= room) return fitted;
    fitted = cut(fitted);
  }
  return fitted;
}

function rowCount({ isWide, counters, map, speed, proof, status }: RunView): number {
  const panes = isWide ? Math.max(counters.length, map.length) : counters.length + map.length;
  const said = status.filter((line) => line.some(({ text }) => text !== ''));
  return panes + speed.length + proof.length + said.length;
}

/** Columns of the program's name in the head, and a gap. */
const NAME_COLUMNS = 10;

function stateText({ progress, wish, plan }: Running, figures: Figures, look: Look): string {
  const words = t().screens.run;
  const share = percentText(figures.fraction);
  const ofTheJob = (state: string) => {
    const long = words.ofTheJob(state, share);
    return displayWidth(long) <= bodyColumns(look) - NAME_COLUMNS ? long : `${state}, ${share}`;
  };
  if (wish.do === 'stop') return words.isStopping;
  if (progress.pausedSinceMs !== undefined) return ofTheJob(words.isPaused);
  const heads: { readonly [P in Progress['phase']]?: string } = words.heads;
  const phase = mediumHead(progress) ?? heads[progress.phase] ?? phaseText(progress.phase, plan);
  return ofTheJob(`${phase.charAt(0).toUpperCase()}${phase.slice(1)}`);
}

function sectorRows(
  progress: Progress,
  { columns, isWide }: { columns: number; isWide: boolean },
  look: Look,
): Row[] {
  const glyphs = glyphsOf(look);
  const words = t().screens.run;
  const rows = isWide ? 3 : 2;
  const legend = legendRow(progress.phase, glyphs);
  const legendColumns = legend.reduce((sum, { text }) => sum + displayWidth(text), 0);
  const head = fill(words.map, Math.max(displayWidth(words.map) + 1, columns - legendColumns));
  const total = columns * rows;
  const cellText = progress.imageBytes ? words.cell(sizeText(progress.imageBytes / total)) : '';
  const trouble = words.trouble(countText(progress.bad.length), countText(progress.counters.retriedReads));
  const foot = fill(cellText, Math.max(0, columns - displayWidth(trouble))) + trouble;
  return [
    [{ text: head, tone: 'strong' }, ...legend],
    ...mapRows(progress, { columns, rows }, glyphs),
    row(short(foot, columns, look), progress.bad.length > 0 ? 'danger' : 'plain'),
  ];
}
