import { targetsOf } from '../../engine/contract/plan/parts.ts';
import type { PlanTarget } from '../../engine/contract/plan/plan.ts';
import { t } from '../../words/language.ts';
import { type Counters, NO_COUNTERS, type Progress } from '../../words/progress/state.ts';
import { countText, percentText, sizeText } from '../../words/sizes.ts';
import { fill, fillLeft } from '../look/fit.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { legendRow, mapRows } from './meter.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';

type Target = Counters & { readonly name: string };

/** How the rows of the drives are laid out in this window. */
interface Plot {
  readonly names: number;
  readonly figures: readonly Figure[];
  readonly map: number;
  /** Rows of the map of each drive. */
  readonly each: number;
}

interface Figure {
  readonly label: string;
  readonly columns: number;
  bytes(target: Target): number;
}

/** Rows of speed, proof and state below the drives. */
const ROWS_BELOW = 9;
/** What a small window has for them all the same: a heading and three drives. */
const LEAST_ROWS = 4;
const MOST_ROWS_OF_A_DRIVE = 3;
/** Larger maps leave the gaps around them. */
const ROWS_LEFT_FREE = 2;
const GAP = '  ';

/** Several drives: what is written, on the medium and proved of each, and its own map beside it. */
export function driveRows({ progress, plan }: Running, look: Look): Row[] {
  const all = knownTargets(progress, targetsOf(plan));
  const paneRows = Math.max(LEAST_ROWS, bodyRows(look) - ROWS_BELOW);
  const hasFoot = paneRows > LEAST_ROWS;
  const room = paneRows - (hasFoot ? 2 : 1);
  const shown = all.length <= room ? all : slowest(all, room - 1);
  const plot = plotFor(all, progress, room, look);
  return [
    headRow(plot, look),
    ...shown.flatMap((target) => rowsOf(target, progress, plot, look)),
    ...(shown.length < all.length
      ? [row(short(t().screens.run.furtherOn(all.length - shown.length), bodyColumns(look), look))]
      : []),
    ...(hasFoot ? [footRow(progress, plot, look)] : []),
  ];
}

/** Those of the plan, also before they have said anything. */
function knownTargets({ targets }: Progress, planned: readonly PlanTarget[]): readonly Target[] {
  return planned.map(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return targets.find((target) => target.name === name) ?? { name, ...NO_COUNTERS };
  });
}

/** Too many for the window: those that everybody waits for, in the order of the plan. */
function slowest(targets: readonly Target[], count: number): readonly Target[] {
  const done = ({ onMediaBytes, verifiedBytes }: Target) => onMediaBytes + verifiedBytes;
  const kept = new Set([...targets].sort((a, b) => done(a) - done(b)).slice(0, count));
  return targets.filter((target) => kept.has(target));
}

const MOST_NAME_COLUMNS = 14;

function plotFor(all: readonly Target[], progress: Progress, room: number, look: Look): Plot {
  const columns = bodyColumns(look);
  const names = Math.min(
    MOST_NAME_COLUMNS,
    Math.max(displayWidth(t().screens.run.target), ...all.map(({ name }) => displayWidth(name))),
  );
  const figures = look.columns < 56 ? [nowFigure(progress)] : allFigures();
  const used = names + figures.reduce((sum, { columns }) => sum + 1 + columns, 0) + GAP.length;
  const each = Math.max(1, Math.min(MOST_ROWS_OF_A_DRIVE, Math.floor((room - ROWS_LEFT_FREE) / all.length)));
  return { names, figures, map: Math.max(1, columns - used), each };
}

function figure(label: string, bytes: Figure['bytes']): Figure {
  return { label, columns: Math.max(displayWidth(label), displayWidth(percentText(1))), bytes };
}

function allFigures(): readonly Figure[] {
  const words = t().screens.run;
  return [
    figure(words.written, ({ writtenBytes }) => writtenBytes),
    figure(words.onMedia, ({ onMediaBytes }) => onMediaBytes),
    figure(words.verified, ({ verifiedBytes }) => verifiedBytes),
  ];
}

/** In a narrow window: what is waited for now. */
function nowFigure({ phase }: Progress): Figure {
  const [, onMedia, verified] = allFigures();
  const isProving = phase === 'verify' || phase === 'finish' || phase === 'ended';
  return (isProving ? verified : onMedia) ?? figure('', () => 0);
}

function headRow({ names, figures, map }: Plot, look: Look): Row {
  const words = t().screens.run;
  const labels = figures.map(({ label, columns }) => ` ${fillLeft(label, columns)}`).join('');
  const sectors = displayWidth(words.map) <= map ? GAP + words.map : '';
  return row(short(`${fill(words.target, names)}${labels}${sectors}`, bodyColumns(look), look), 'strong');
}

function rowsOf(target: Target, progress: Progress, plot: Plot, look: Look): Row[] {
  const { names, figures, map, each } = plot;
  const share = (bytes: number) => percentText(bytes / (progress.imageBytes ?? Number.POSITIVE_INFINITY));
  const texts = figures.map(({ bytes, columns }) => ` ${fillLeft(share(bytes(target)), columns)}`).join('');
  const first = `${fill(short(target.name, names, look), names)}${texts}${GAP}`;
  const cells = mapRows(progress, { columns: map, rows: each, target: target.name }, glyphsOf(look));
  return cells.map((pieces, index) => [
    { text: index === 0 ? first : ' '.repeat(displayWidth(first)), tone: 'plain' },
    ...pieces,
  ]);
}

/** What the cells mean, how much one is, and what went wrong on all drives; as much of it as fits. */
function footRow(progress: Progress, { map, each }: Plot, look: Look): Row {
  const words = t().screens.run;
  const columns = bodyColumns(look);
  const legend = legendRow(progress.phase, glyphsOf(look));
  const trouble = words.trouble(countText(progress.bad.length), countText(progress.counters.retriedReads));
  const cell = progress.imageBytes ? words.cell(sizeText(progress.imageBytes / (map * each))) : '';
  const room = columns - legend.reduce((sum, { text }) => sum + displayWidth(text), 0);
  const long = `${GAP} ${cell}${GAP} ${trouble}`;
  const text = [cell === '' ? '' : long, `${GAP} ${trouble}`].find(
    (one) => one !== '' && displayWidth(one) <= room,
  );
  if (text === undefined) return legend.length === 0 ? EMPTY_ROW : legend;
  return [...legend, { text, tone: progress.bad.length > 0 ? 'danger' : 'plain' }];
}
