import { type Figures, figuresAt } from '../../engine/progress/figures.ts';
import type { Counters, Progress } from '../../engine/progress/state.ts';
import { phaseText } from '../../engine/words/phases.ts';
import { countText, percentText, sizeText } from '../../engine/words/sizes.ts';
import { fill, fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { barText, legendRow, mapRows } from './meter.ts';
import { type Row, row } from './row.ts';
import { proofRows } from './run-proof.ts';
import { speedRows } from './run-speed.ts';
import { statusRows } from './run-status.ts';

export interface RunView {
  /** `Writing 31%` for the head of the frame. */
  readonly state: string;
  /** Counters and map beside each other. */
  readonly isWide: boolean;
  readonly counters: readonly Row[];
  readonly map: readonly Row[];
  readonly speed: readonly Row[];
  readonly proof: readonly Row[];
  readonly status: readonly Row[];
}

const HEADING = row('Throughput', 'strong');

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
  if (wish === 'stop') return 'Stopping';
  if (progress.pausedSinceMs !== undefined) return `Paused ${percentText(figures.fraction)}`;
  const words: { readonly [P in Progress['phase']]?: string } = {
    starting: 'Starting',
    flush: 'Waiting for the medium',
    verify: 'Comparing',
    finish: 'Finishing',
  };
  const phase = words[progress.phase] ?? phaseText(progress.phase, plan);
  return `${phase.charAt(0).toUpperCase()}${phase.slice(1)} ${percentText(figures.fraction)}`;
}

function counterRows({ progress, plan }: Running, columns: number, look: Look): Row[] {
  if (progress.targets.length > 1) return targetRows(progress, columns, look);
  const { counters, imageBytes } = progress;
  const wanted: readonly (readonly [label: string, bytes: number, applies: boolean])[] = [
    ['read', counters.readBytes, true],
    ['written', counters.writtenBytes, plan.do !== 'verify'],
    ['on media', counters.onMediaBytes, plan.do !== 'verify'],
    [
      plan.do === 'verify' ? 'compared' : 'verified',
      counters.verifiedBytes,
      plan.do === 'verify' ? plan.targets.length > 0 : plan.verify,
    ],
  ];
  return [
    HEADING,
    ...wanted.map(([label, bytes, applies]) =>
      counterRow(label, applies ? bytes : 0, { imageBytes, columns }, look),
    ),
  ];
}

function counterRow(
  label: string,
  bytes: number,
  { imageBytes, columns }: { imageBytes: number | undefined; columns: number },
  look: Look,
): Row {
  const glyphs = glyphsOf(look);
  const head = label.padEnd(9);
  if (bytes === 0 || imageBytes === undefined || imageBytes === 0)
    return row(`${head} ${fillLeft(glyphs.none, 9)}`);
  const fraction = bytes / imageBytes;
  const amount = fillLeft(sizeText(bytes), 9);
  const bar = barText(fraction, Math.max(4, columns - 9 - 1 - 9 - 2 - 5), glyphs);
  return [
    { text: `${head} ${amount}  `, tone: 'plain' },
    { text: bar, tone: 'accent' },
    { text: fillLeft(percentText(fraction), 5), tone: 'plain' },
  ];
}

/** Several targets: one row each, the least done thing first in mind: what is on the medium, then what is proved. */
function targetRows(progress: Progress, columns: number, look: Look): Row[] {
  const head = `${fill('target', 10)} ${fillLeft('written', 8)} ${fillLeft('on media', 9)} ${fillLeft('verified', 9)}`;
  const share = (bytes: number) => percentText(bytes / (progress.imageBytes ?? Number.POSITIVE_INFINITY));
  const line = (target: Counters & { readonly name: string }) =>
    `${fill(short(target.name, 10, look), 10)} ${fillLeft(share(target.writtenBytes), 8)} ${fillLeft(share(target.onMediaBytes), 9)} ${fillLeft(share(target.verifiedBytes), 9)}`;
  return [
    row(short(head, columns, look), 'strong'),
    ...progress.targets.slice(0, 8).map((target) => row(short(line(target), columns, look))),
  ];
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
