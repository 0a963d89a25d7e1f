import type { FieldDifference } from '../../contract/events/comparison.ts';
import { entryText } from '../browse/entry-text.ts';
import type { VolumeEntry } from '../browse/volume.ts';
import { type ComparedTree, mayRound, timeStepMs } from './compared-tree.ts';

/** Two entries at one path, and the trees they stand in. */
export interface EntryPair {
  readonly a: VolumeEntry;
  readonly b: VolumeEntry;
}

export interface TreePair {
  readonly a: ComparedTree;
  readonly b: ComparedTree;
}

/** What is recorded of both and is not the same. What only one side records is no difference. */
export function fieldsOf({ a, b }: EntryPair, trees: TreePair): FieldDifference[] {
  const isLink = a.type === 'symlink';
  return [
    ...of('name', a.name, b.name, entryText),
    // Linux keeps none for links, whatever is recorded.
    ...(isLink ? [] : of('mode', a.permissions, b.permissions, modeText)),
    ...of('uid', a.userId, b.userId),
    ...of('gid', a.groupId, b.groupId),
    ...(isSameTime(a, b, trees) ? [] : of('mtime', a.modifiedAtMs, b.modifiedAtMs, timeText)),
    ...(isLink ? of('target', a.target, b.target, entryText) : []),
    ...of('device', deviceText(a), deviceText(b)),
  ];
}

function of<T extends string | number>(
  field: FieldDifference['field'],
  a: T | undefined,
  b: T | undefined,
  text: (value: T) => string | number = (value) => value,
): FieldDifference[] {
  return a === undefined || b === undefined || a === b ? [] : [{ field, a: text(a), b: text(b) }];
}

function isSameTime(
  { modifiedAtMs: a }: VolumeEntry,
  { modifiedAtMs: b }: VolumeEntry,
  trees: TreePair,
): boolean {
  if (a === undefined || b === undefined) return true;
  const rounds = (tree: ComparedTree, ms: number): boolean => mayRound(tree) && ms % 1000 === 0;
  const second = rounds(trees.a, a) || rounds(trees.b, b) ? 1000 : 1;
  return Math.abs(a - b) < Math.max(second, timeStepMs(trees.a), timeStepMs(trees.b));
}

const modeText = (mode: number): string => (mode & 0o7777).toString(8).padStart(4, '0');

/** A medium may tell times that no calendar has. */
function timeText(ms: number): string | number {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? ms : date.toISOString();
}

function deviceText({ device }: VolumeEntry): string | undefined {
  return device && `${device.major}:${device.minor}`;
}
