import { natureOf } from '../../engine/contract/plan/natures.ts';
import { provesTargets, targetsOf } from '../../engine/contract/plan/parts.ts';
import type { PlanTarget } from '../../engine/contract/plan/plan.ts';
import { t } from '../../words/language.ts';
import type { Counters, Progress } from '../../words/progress/state.ts';
import { percentText, sizeText } from '../../words/sizes.ts';
import { fill, fillLeft } from '../look/fit.ts';
import { bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { barText } from './meter.ts';
import { type Row, row } from './row.ts';

/** Labels keep this room in every language, so that the bars are long. */
const LEAST_LABEL_COLUMNS = 9;

/** What was read, written, confirmed and proved; several targets: one row each. */
export function counterRows({ progress, plan }: Running, columns: number, look: Look): Row[] {
  if (targetsOf(plan).length > 1) return targetRows(progress, targetsOf(plan), columns, look);
  const { writes } = natureOf(plan);
  const { counters, imageBytes } = progress;
  const words = t().screens.run;
  const wanted: readonly (readonly [label: string, bytes: number, applies: boolean])[] = [
    [words.read, counters.readBytes, true],
    [words.written, counters.writtenBytes, writes],
    [words.onMedia, counters.onMediaBytes, writes],
    [writes ? words.verified : words.compared, counters.verifiedBytes, provesTargets(plan)],
  ];
  const labelColumns = Math.max(LEAST_LABEL_COLUMNS, ...wanted.map(([label]) => displayWidth(label)));
  return [
    row(words.throughput, 'strong'),
    ...wanted.map(([label, bytes, applies]) =>
      counterRow(fill(label, labelColumns), applies ? bytes : 0, { imageBytes, columns }, look),
    ),
  ];
}

function counterRow(
  head: string,
  bytes: number,
  { imageBytes, columns }: { imageBytes: number | undefined; columns: number },
  look: Look,
): Row {
  const glyphs = glyphsOf(look);
  if (bytes === 0 || imageBytes === undefined || imageBytes === 0)
    return row(`${head} ${fillLeft(glyphs.none, 9)}`);
  const fraction = bytes / imageBytes;
  const percentColumns = displayWidth(percentText(1)) + 1;
  const amount = fillLeft(sizeText(bytes), 9);
  const bar = barText(
    fraction,
    Math.max(4, columns - displayWidth(head) - 1 - 9 - 2 - percentColumns),
    glyphs,
  );
  return [
    { text: `${head} ${amount}  `, tone: 'plain' },
    { text: bar, tone: 'accent' },
    { text: fillLeft(percentText(fraction), percentColumns), tone: 'plain' },
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
  const words = t().screens.run;
  const line = (name: string, [written, onMedia, verified]: readonly [string, string, string]) =>
    `${fill(short(name, 10, look), 10)} ${fillLeft(written, Math.max(8, displayWidth(words.written)))} ${fillLeft(onMedia, 9)} ${fillLeft(verified, 9)}`;
  const share = (bytes: number) => percentText(bytes / (progress.imageBytes ?? Number.POSITIVE_INFINITY));
  const all = knownTargets(progress, planned);
  const room = Math.max(3, bodyRows(look) - (look.columns >= 70 ? 11 : 9));
  const shown = all.length <= room ? all : slowest(all, room - 1);
  return [
    row(short(line(words.target, [words.written, words.onMedia, words.verified]), columns, look), 'strong'),
    ...shown.map(({ name, writtenBytes, onMediaBytes, verifiedBytes }) =>
      row(short(line(name, [share(writtenBytes), share(onMediaBytes), share(verifiedBytes)]), columns, look)),
    ),
    ...(shown.length < all.length
      ? [row(short(words.furtherOn(all.length - shown.length), columns, look))]
      : []),
  ];
}
