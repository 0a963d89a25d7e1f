import type { TopNames } from '../engine/contract/ports/top-names.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import { countText } from './sizes.ts';

/** Whoever needs more looks into the drive; and a line without an end is read to nobody. */
const MOST_SAID = 12;
const LONGEST_NAME = 40;

/**
 * The names at the top of a file system as one line: `DCIM/, Music/, letter.txt and 12 more`; folders have a slash.
 *
 * @param fits whether that much fits where it is to stand
 */
export function topNamesText(
  { entries, total, isLeast }: Omit<TopNames, 'path'>,
  fits: (text: string) => boolean,
): string {
  const words = t().driveContents;
  if (total === 0) return words.noFiles;
  const names = entries.map(({ name, isFolder }) => `${shortened(cleanText(name))}${isFolder ? '/' : ''}`);
  for (let count = Math.min(names.length, MOST_SAID); count > 1; count--) {
    const text = withRest(names.slice(0, count), total - count, isLeast === true);
    if (fits(text)) return text;
  }
  return withRest(names.slice(0, 1), total - 1, isLeast === true);
}

function withRest(names: readonly string[], more: number, isLeast: boolean): string {
  const words = t().driveContents;
  const said = names.join(', ');
  if (isLeast) return words.namesAndAtLeast(said, countText(more));
  return more === 0 ? said : words.namesAnd(said, countText(more));
}

/** A name is no way to push the others off the screen. */
function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 3).join('')}...`;
}

/** What stands before the names: where there are several file systems, which one. */
export function topNamesLabel({ path, partition }: TopNames): string {
  const name = cleanText(path.split('/').at(-1) ?? path);
  return partition === undefined ? name : t().driveContents.partition(name, partition);
}
