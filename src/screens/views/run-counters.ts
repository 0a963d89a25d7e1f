import type { PlanTarget } from '../../engine/plan/plan.ts';
import type { Counters, Progress } from '../../engine/progress/state.ts';
import { percentText, sizeText } from '../../engine/words/sizes.ts';
import { fill, fillLeft } from '../look/fit.ts';
import { bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import type { Running } from '../wizard/state.ts';
import { barText } from './meter.ts';
import { type Row, row } from './row.ts';

/** Left out first when the window is small. */
export const HEADING: Row = row('Throughput', 'strong');

/** What was read, written, confirmed and proved; several targets: one row each. */
export function counterRows({ progress, plan }: Running, columns: number, look: Look): Row[] {
  if (plan.do !== 'make' && plan.targets.length > 1) return targetRows(progress, plan.targets, columns, look);
  const { counters, imageBytes } = progress;
  const wanted: readonly (readonly [label: string, bytes: number, applies: boolean])[] = [
    ['read', counters.readBytes, true],
    ['written', counters.writtenBytes, plan.do !== 'verify'],
    ['on media', counters.onMediaBytes, plan.do !== 'verify'],
    [
      plan.do === 'verify' ? 'compared' : 'verified',
      counters.verifiedBytes,
      plan.do === 'verify' ? plan.targets.length > 0 : (plan.verify ?? true),
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

type Target = Counters & { readonly name: string };

/** Those of the plan, also before they have said anything. */
function knownTargets({ targets }: Progress, planned: readonly PlanTarget[]): readonly Target[] {
  const nothing = { readBytes: 0, writtenBytes: 0, onMediaBytes: 0, verifiedBytes: 0, retriedReads: 0 };
  return planned.map(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return targets.find((target) => target.name === name) ?? { name, ...nothing };
  });
}

/** Too many for the window: those that everybody waits for, in the order of the plan. */
function slowest(targets: readonly Target[], count: number): readonly Target[] {
  const done = ({ onMediaBytes, verifiedBytes }: Target) => onMediaBytes + verifiedBytes;
  const kept = new Set([...targets].sort((a, b) => done(a) - done(b)).slice(0, count));
  return targets.filter((target) => kept.has(target));
}

/** Several targets: one row each, the least done thing first in mind: what is on the medium, then what is proved. */
function targetRows(progress: Progress, planned: readonly PlanTarget[], columns: number, look: Look): Row[] {
  const head = `${fill('target', 10)} ${fillLeft('written', 8)} ${fillLeft('on media', 9)} ${fillLeft('verified', 9)}`;
  const share = (bytes: number) => percentText(bytes / (progress.imageBytes ?? Number.POSITIVE_INFINITY));
  const line = (target: Target) =>
    `${fill(short(target.name, 10, look), 10)} ${fillLeft(share(target.writtenBytes), 8)} ${fillLeft(share(target.onMediaBytes), 9)} ${fillLeft(share(target.verifiedBytes), 9)}`;
  const all = knownTargets(progress, planned);
  const room = Math.max(3, bodyRows(look) - (look.columns >= 70 ? 11 : 9));
  const shown = all.length <= room ? all : slowest(all, room - 1);
  return [
    row(short(head, columns, look), 'strong'),
    ...shown.map((target) => row(short(line(target), columns, look))),
    ...(shown.length < all.length
      ? [row(short(`and ${all.length - shown.length} more, further on`, columns, look))]
      : []),
  ];
}
