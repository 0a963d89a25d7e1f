import type {
  BytesCompared,
  Differences,
  SideName,
  TreesCompared,
} from '../engine/contract/events/comparison.ts';
import { countAll, MOST_TOLD } from '../engine/read/compare/differences.ts';
import { countsLine, differenceLine, type SideNames } from '../words/comparison.ts';
import { t } from '../words/language.ts';
import { countOf, countText, sizeText } from '../words/sizes.ts';
import type { ComparedSide } from './compared-side.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { tell, tellCoded, tellJson } from './tell.ts';

/** What two sides were compared by, and what was found. Without both: they are one file. */
export interface Compared {
  readonly sides: Readonly<Record<SideName, ComparedSide>>;
  readonly isSameFile?: true;
  readonly bytes?: BytesCompared;
  readonly content?: TreesCompared;
  /** The side whose files cannot be listed, so that only bytes were compared. */
  readonly unlisted?: string;
}

export function tellCompared(compared: Compared, { json }: CommonOptions, face: Face): void {
  if (json) tellJson(face.out, jsonOf(compared), 2);
  else tellLines(compared, face);
}

function jsonOf({ sides, bytes, content }: Compared): object {
  const found = [bytes, content].filter((one) => one !== undefined);
  const differences = found.flatMap(({ told }) => told);
  const count = found.reduce((sum, one) => sum + countAll(one), 0);
  return {
    equal: count === 0,
    differences,
    ...(count > differences.length && { more: count - differences.length }),
    a: sideJson(sides.a),
    b: sideJson(sides.b),
    ...(bytes && { bytes: summary(bytes) }),
    ...(content && { content: summary(content) }),
  };
}

const sideJson = ({ path, kind }: ComparedSide): object => ({ path, kind });

function summary({ told: _, ...rest }: Differences): object {
  return { equal: countAll(rest) === 0, ...rest };
}

function tellLines({ sides, isSameFile, bytes, content, unlisted }: Compared, { out, err }: Face): void {
  const say = t().compare;
  const names = { a: sides.a.path, b: sides.b.path };
  if (isSameFile) tell(out, say.sameFile);
  tellDifferences(bytes, MOST_PLACES, names, out);
  tellDifferences(content, MOST_TOLD, names, out);
  if (bytes) tell(out, ...bytesLines(bytes));
  if (unlisted !== undefined) tell(err, say.noContent(unlisted));
  if (content) tell(out, ...contentLines(content, bytes !== undefined));
}

/** Where layouts differ, places are many and say little; JSON has more of them. */
const MOST_PLACES = 50;

function tellDifferences(
  found: Differences | undefined,
  most: number,
  names: SideNames,
  out: Face['out'],
): void {
  if (!found) return;
  const told = found.told.slice(0, most);
  tellCoded(
    out,
    told.map((difference) => differenceLine(difference, names)),
  );
  const more = countAll(found) - told.length;
  if (more > 0) tell(out, t().compare.more(countOf(more, t().nouns.moreDifference)), countsLine(found));
}

const isUnread = ({ counts }: Differences): boolean => (counts.unreadable ?? 0) > 0;

function bytesLines(bytes: BytesCompared): string[] {
  const say = t().compare;
  const { aBytes, bBytes, behindBytes, comparedBytes, differingBytes, counts } = bytes;
  const places = counts.bytes ?? 0;
  const behind = behindBytes === undefined ? [] : [say.behind(sizeText(behindBytes))];
  if (countAll(bytes) === 0) return [say.sameBytes(sizeText(comparedBytes)), ...behind];
  return [
    ...(counts.size === undefined ? [] : [say.otherSizes(countText(aBytes), countText(bBytes))]),
    ...(places === 0
      ? []
      : [say.otherBytes(countOf(places, t().nouns.place), countOf(differingBytes, t().nouns.byte))]),
    ...(isUnread(bytes) && places === 0 && counts.size === undefined ? [say.onlyUnread] : []),
    ...behind,
  ];
}

function contentLines(content: TreesCompared, isMore: boolean): string[] {
  const say = t().compare;
  const { entries, comparedBytes, movesLeftOut, twins } = content;
  const found = countAll(content);
  const all = countOf(entries, t().nouns.entry);
  const unread = content.counts.unreadable ?? 0;
  return [
    ...(movesLeftOut === undefined ? [] : [say.movesLeftOut(countOf(movesLeftOut, t().nouns.moreFile))]),
    ...(twins === undefined ? [] : [say.twins(countOf(twins, t().nouns.entry))]),
    found === 0 && isMore
      ? say.butSameContent(all)
      : found === 0
        ? say.sameContent(all, sizeText(comparedBytes))
        : found === unread
          ? say.onlyUnread
          : say.otherContent(countOf(found, t().nouns.difference), all),
  ];
}
