import type { EntryType } from '../engine/contract/events/entry-type.ts';
import { entryText } from '../engine/read/browse/entry-text.ts';
import type { VolumeEntry } from '../engine/read/browse/volume.ts';
import type { WalkedEntry } from '../engine/read/browse/walk.ts';
import { codedText } from '../words/clean.ts';
import { tellCoded } from './tell.ts';

/** So many lines are told together: a call for each of a million would take longer than the reading. */
const LINES_AT_ONCE = 2048;

/** What a line tells. Of an entry nothing else is kept: there may be a million. */
type Listed = Pick<VolumeEntry, 'type' | 'sizeBytes' | 'permissions' | 'modifiedAtMs' | 'target'> &
  Pick<WalkedEntry, 'path'>;

/** Sorted by path. */
export async function listedEntries(batches: AsyncIterable<readonly WalkedEntry[]>): Promise<Listed[]> {
  const found: Listed[] = [];
  for await (const some of batches) for (const walked of some) found.push(listedOf(walked));
  return found.sort(byPath);
}

function listedOf({
  path,
  entry: { type, sizeBytes, permissions, modifiedAtMs, target },
}: WalkedEntry): Listed {
  return { path, type, sizeBytes, permissions, modifiedAtMs, target };
}

export function byPath(a: Pick<WalkedEntry, 'path'>, b: Pick<WalkedEntry, 'path'>): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** The lines of `ls`: rights, size, time, path, and where a link leads. */
export function tellLines(out: (text: string) => void, entries: readonly Listed[]): void {
  for (let from = 0; from < entries.length; from += LINES_AT_ONCE)
    tellCoded(out, entries.slice(from, from + LINES_AT_ONCE).map(lineOf));
}

/** A medium may tell times that no calendar has. */
export function timeText(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const letters: Readonly<Record<EntryType, string>> = {
  file: '-',
  dir: 'd',
  symlink: 'l',
  'block-device': 'b',
  'char-device': 'c',
  fifo: 'p',
  socket: 's',
};

function lineOf({ path, type, sizeBytes, permissions, modifiedAtMs, target }: Listed): string {
  const time = modifiedAtMs === undefined ? NO_TIME : minuteText(Math.floor(modifiedAtMs / MINUTE_MS));
  const to = target === undefined ? '' : ` -> ${codedText(entryText(target))}`;
  const rights = permissions === undefined ? '?????????' : rightsText(permissions & 0o7777);
  return `${letters[type]}${rights} ${String(sizeBytes).padStart(13)} ${time} ${codedText(entryText(path))}${to}`;
}

const MINUTE_MS = 60_000;
const NO_TIME = ' '.repeat(16);
const MOST_KEPT = 4096;

/** What many entries have in common is made once. */
function kept(make: (value: number) => string): (value: number) => string {
  const made = new Map<number, string>();
  return (value) => {
    let text = made.get(value);
    if (text !== undefined) return text;
    if (made.size === MOST_KEPT) made.clear();
    text = make(value);
    made.set(value, text);
    return text;
  };
}

/** Minutes since 1970 → `2026-11-29 06:10` */
const minuteText = kept((minute) =>
  (timeText(minute * MINUTE_MS) ?? '').slice(0, 16).replace('T', ' ').padEnd(16),
);

/** Set user ID, set group ID and sticky stand where the right to execute does; in capitals where that is missing. */
const specials: Readonly<Record<number, readonly [bit: number, letter: string]>> = {
  2: [0o4000, 's'],
  5: [0o2000, 's'],
  8: [0o1000, 't'],
};

const rightsText = kept((permissions) =>
  [...'rwxrwxrwx'].map((letter, i) => rightText(permissions, letter, i)).join(''),
);

function rightText(permissions: number, letter: string, i: number): string {
  const isAllowed = (permissions & (0o400 >> i)) !== 0;
  const [bit, special] = specials[i] ?? [0, ''];
  if (permissions & bit) return isAllowed ? special : special.toUpperCase();
  return isAllowed ? letter : '-';
}
