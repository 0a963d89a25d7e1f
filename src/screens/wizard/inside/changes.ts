import type { Change } from '../../../engine/contract/plan/plan.ts';
import type { InsideEntry } from '../../../engine/contract/ports/inside.ts';
import { joinInside, nameInside, parentInside } from './image-paths.ts';
import type { MadeChange } from './state.ts';

/** What becomes of an entry. */
export type Fate =
  | { readonly kind: 'removed' | 'replaced' }
  | { readonly kind: 'renamed'; readonly name: string };

/** Undefined for one that stays as it is. @param path of the entry in the image, as text */
export function fateOf(path: string, made: readonly MadeChange[]): Fate | undefined {
  for (const { change } of made) {
    if (change.do === 'remove' && change.path === path) return { kind: 'removed' };
    if (change.do === 'rename' && change.from === path)
      return { kind: 'renamed', name: nameInside(change.to) };
    if (change.do === 'add' && change.to === path) return { kind: 'replaced' };
  }
  return undefined;
}

/** What comes into a folder. */
export function addedIn(folder: string, made: readonly MadeChange[]): readonly MadeChange[] {
  return made.filter(({ change }) => change.do === 'add' && parentInside(change.to) === (folder || '/'));
}

/** Without what was to become of this entry. */
export function withoutFate(path: string, made: readonly MadeChange[]): readonly MadeChange[] {
  return made.filter(({ change }) => placeOf(change) !== path);
}

/** What a change is about, as it is called in the image now. */
export function placeOf(change: Change): string {
  if (change.do === 'remove') return change.path;
  return change.do === 'rename' ? change.from : change.to;
}

export function removed(
  path: string,
  entry: InsideEntry,
  made: readonly MadeChange[],
): readonly MadeChange[] {
  const { sizeBytes, type } = entry;
  const isFolder = type === 'dir';
  return [
    ...withoutFate(path, made),
    { change: { do: 'remove', path }, sizeBytes: isFolder ? undefined : sizeBytes, isFolder },
  ];
}

export function renamed(
  path: string,
  name: string,
  isFolder: boolean,
  made: readonly MadeChange[],
): readonly MadeChange[] {
  const kept = withoutFate(path, made);
  if (name === nameInside(path)) return kept;
  const to = joinInside(parentInside(path), name);
  return [...kept, { change: { do: 'rename', from: path, to }, sizeBytes: 0, isFolder }];
}

/** What was added, under another name. */
export function addedAs(name: string, added: MadeChange, made: readonly MadeChange[]): readonly MadeChange[] {
  const { change } = added;
  if (change.do !== 'add') return made;
  const to = joinInside(parentInside(change.to), name);
  return made.map((one) => (one === added ? { ...added, change: { ...change, to } } : one));
}

/**
 * In an order in which each finds what it is about under the name it has now: what goes out, what comes in, and then new names, those of
 * folders after what is in them.
 */
export function inOrder(made: readonly MadeChange[]): Change[] {
  const changes = made.map(({ change }) => change);
  const depth = (path: string): number => path.split('/').length;
  const renames = changes.filter((change) => change.do === 'rename');
  return [
    ...changes.filter((change) => change.do === 'remove'),
    ...changes.filter((change) => change.do === 'add'),
    ...renames.sort((a, b) => depth(b.from) - depth(a.from)),
  ];
}

/** How many bytes come in, less those that go out; undefined where a folder is among them. */
export function balanceOf(made: readonly MadeChange[]): number | undefined {
  let balance = 0;
  for (const { change, sizeBytes } of made) {
    if (sizeBytes === undefined) return undefined;
    balance += change.do === 'add' ? sizeBytes : change.do === 'remove' ? -sizeBytes : 0;
  }
  return balance;
}
