import { type Figures, figuresAt } from '../../engine/progress/figures.ts';
import type { Progress } from '../../engine/progress/state.ts';
import { phaseText } from '../../engine/words/phases.ts';
import { countText, percentText, sizeText } from '../../engine/words/sizes.ts';
import { fill } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { legendRow, mapRows } from './meter.ts';
import { type Row, row } from './row.ts';
import { counterRows, HEADING } from './run-counters.ts';
import { proofRows } from './run-proof.ts';
import { speedRows } from './run-speed.ts';
import { statusRows } from './run-status.ts';

export interface RunView {
  /** `Writing, 31% of the job` for the head of the frame. */
  readonly state: string;
  /** Counters and map beside each other. */
  readonly isWide: boolean;
  readonly counters: readonly Row[];
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
  const columns = bodyColumns(look);
  const mapColumns = isWide ? Math.min(72, columns - COUNTER_COLUMNS - 2) : columns;
  const whole: RunView = {
    state: stateText(running, figures),
    isWide,
    counters: counterRows(running, isWide ? COUNTER_COLUMNS : columns, look),
    map: sectorRows(progress, { columns: mapColumns, isWide }, look),
    speed: speedRows(running, figures, look),
    proof: proofRows(running, look),
    status: statusRows(running, figures, look),
  };
  return fitRows(whole, bodyRows(look));
}

/** What a small window loses, one after the other: headings and the far places first, the status never. */
const cuts: readonly ((view: RunView) => RunView)[] = [
  (view) => ({
    ...view,
    proof: view.proof.slice(1, 3),
    counters: view.counters.filter((line) => view.isWide || line !== HEADING),
  }),
  (view) => ({ ...view, map: view.isWide ? view.map : view.map.slice(0, -1) }),
  (view) => ({ ...view, speed: view.speed.slice(0, 2) }),
  (view) => ({ ...view, map: view.isWide ? view.map : [] }),
  (view) => ({ ...view, proof: view.proof.slice(-1) }),
  (view) => ({ ...view, speed: view.speed.slice(0, 1) }),
  (view) => ({ ...view, proof: [], speed: [] }),
];

function fitRows(view: RunView, room: number): RunView {
  let fitted = view;
  for (const cut of cuts) {
    if (rowCount(fitted) <= room) return fitted;
    fitted = cut(fitted);
  }
  return fitted;
}

function rowCount({ isWide, counters, map, speed, proof, status }: RunView): number {
  const panes = isWide ? Math.max(counters.length, map.length) : counters.length + map.length;
  return panes + speed.length + proof.length + status.length;
}

function stateText({ progress, wish, plan }: Running, figures: Figures): string {
  if (wish.do === 'stop') return 'Stopping';
  if (progress.pausedSinceMs !== undefined) return `Paused, ${percentText(figures.fraction)} of the job`;
  const words: { readonly [P in Progress['phase']]?: string } = {
    starting: 'Starting',
    flush: 'Waiting for the medium',
    verify: 'Comparing',
    finish: 'Finishing',
  };
  const phase = words[progress.phase] ?? phaseText(progress.phase, plan);
  return `${phase.charAt(0).toUpperCase()}${phase.slice(1)}, ${percentText(figures.fraction)} of the job`;
}

function sectorRows(
  progress: Progress,
  { columns, isWide }: { columns: number; isWide: boolean },
  look: Look,
): Row[] {
  const glyphs = glyphsOf(look);
  const rows = isWide ? 3 : 2;
  const legend = legendRow(progress.phase, glyphs);
  const legendColumns = legend.reduce((sum, { text }) => sum + displayWidth(text), 0);
  const head = fill('Sectors', Math.max(8, columns - legendColumns));
  const total = columns * rows;
  const cellText = progress.imageBytes ? `1 cell = ${sizeText(progress.imageBytes / total)}` : '';
  const trouble = `${countText(progress.bad.length)} bad  ${countText(progress.counters.retriedReads)} retried`;
  const foot = fill(cellText, Math.max(0, columns - displayWidth(trouble))) + trouble;
  return [
    [{ text: head, tone: 'strong' }, ...legend],
    ...mapRows(progress, { columns, rows }, glyphs),
    row(short(foot, columns, look), progress.bad.length > 0 ? 'danger' : 'plain'),
  ];
}
