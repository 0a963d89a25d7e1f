import type {
  Difference,
  Differences,
  FieldDifference,
  PlaceNames,
  SideName,
} from '../engine/contract/events/comparison.ts';
import { codedText } from './clean.ts';
import { t } from './language.ts';
import { countOf, countText, sizeText } from './sizes.ts';

/** How the two sides are called in what is told. */
export type SideNames = Readonly<Record<SideName, string>>;

/** One difference as a line: its kind in a column of its own, and where it is. Names are made harmless. */
export function differenceLine(difference: Difference, sides: SideNames): string {
  const { kinds } = t().compare;
  const width = Math.max(...Object.values(kinds).map(({ length }) => length));
  return `${kinds[difference.kind].padEnd(width)}  ${placeText(difference, sides)}`;
}

function placeText(difference: Difference, sides: SideNames): string {
  const say = t().compare;
  switch (difference.kind) {
    case 'size':
      return say.sizes(countText(difference.aBytes), countText(difference.bBytes));
    case 'bytes':
      return bytesText(difference);
    case 'unreadable':
      return unreadText(difference, sides);
    case 'added':
    case 'removed':
      return difference.cannotHold ? say.cannotHold(codedText(difference.path)) : codedText(difference.path);
    case 'moved':
      return say.movedFrom(codedText(difference.from), codedText(difference.path));
    case 'type': {
      const { path, a, b } = difference;
      return say.types(codedText(path), say.typeNames[a], say.typeNames[b]);
    }
    case 'content':
      return contentText(difference);
    case 'metadata':
      return `${codedText(difference.path)}: ${fieldsText(difference.fields)}`;
  }
}

function bytesText({ atByte, lengthBytes, inA, inB }: Difference & { kind: 'bytes' }): string {
  const say = t().compare;
  const at = say.at(countText(atByte), countOf(lengthBytes, t().nouns.byte));
  const [a, b] = [inA && namesText(inA), inB && namesText(inB)];
  if (a === undefined && b === undefined) return at;
  const where = a === undefined || b === undefined || a === b ? say.inBoth(a ?? b ?? '') : say.inEach(a, b);
  return `${at}: ${where}`;
}

/** More names than that no line needs; JSON has them. */
const MOST_NAMES = 3;

function namesText({ files, structure }: PlaceNames): string {
  const say = t().compare;
  if (structure) {
    const text = say.structures[structure.structure];
    return structure.partition === undefined ? text : say.inPartition(text, String(structure.partition));
  }
  const shown = files.slice(0, MOST_NAMES).map(codedText).join(', ');
  return files.length > MOST_NAMES
    ? `${shown} ${say.andOthers(countText(files.length - MOST_NAMES))}`
    : shown;
}

function unreadText(
  { side, path, atByte = 0, lengthBytes = 0 }: Difference & { kind: 'unreadable' },
  sides: SideNames,
): string {
  const say = t().compare;
  if (path !== undefined) return say.unreadPath(codedText(sides[side]), codedText(path));
  return say.unreadPlace(codedText(sides[side]), countText(atByte), countOf(lengthBytes, t().nouns.byte));
}

function contentText({
  path,
  aBytes,
  bBytes,
  atByte,
  fields = [],
}: Difference & { kind: 'content' }): string {
  const say = t().compare;
  const at =
    atByte === undefined
      ? say.otherSize(codedText(path), countText(aBytes), countText(bBytes))
      : say.fromByte(codedText(path), countText(atByte));
  return fields.length === 0 ? at : `${at}; ${fieldsText(fields)}`;
}

function fieldsText(fields: readonly FieldDifference[]): string {
  const say = t().compare;
  return fields
    .map(({ field, a, b }) => say.field(say.fields[field], codedText(String(a)), codedText(String(b))))
    .join(', ');
}

/** `In total: 3 added, 2 content`: of every kind how many, where not all of them are told. */
export function countsLine({ counts }: Pick<Differences, 'counts'>): string {
  const { kinds, counted } = t().compare;
  return counted(
    Object.entries(kinds)
      .flatMap(([kind, word]) => {
        const count = Object.entries(counts).find(([name]) => name === kind)?.[1] ?? 0;
        return count > 0 ? [`${countText(count)} ${word}`] : [];
      })
      .join(', '),
  );
}

/** How far a comparison is. */
export function bytesProgress(doneBytes: number, totalBytes: number | undefined): string {
  const say = t().compare;
  if (totalBytes === undefined || totalBytes === 0) return say.progressUnsized(sizeText(doneBytes));
  const percent = t().numbers.percent(String(Math.floor((100 * doneBytes) / totalBytes)));
  return say.progressBytes(sizeText(doneBytes), sizeText(totalBytes), percent);
}
