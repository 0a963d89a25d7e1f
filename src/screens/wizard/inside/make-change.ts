import { t } from '../../../words/language.ts';
import { isRoot, nameOf } from '../paths.ts';
import type { Asking, SourceAnswer } from '../state.ts';
import { rehearse, withNotice } from '../walk.ts';
import { fateOf, placeOf, removed, withoutFate } from './changes.ts';
import { joinInside } from './image-paths.ts';
import { meant } from './marks.ts';
import { cursorFor, withInside } from './move.ts';
import { pickFolder } from './picking.ts';
import { isChangeable, markedInside, nameOfRow, textPath } from './rows.ts';
import type { MadeChange } from './state.ts';

/** The changes are others: what becomes of size and forecast is found out anew. The cursor stays on its row. */
export function withChanges(asking: Asking, changes: readonly MadeChange[], atMs: number): Asking {
  const row = markedInside(asking);
  const answers = { ...asking.answers, changes };
  const changed = { ...asking, answers };
  const cursor = cursorFor(changed, row && nameOfRow(row));
  return rehearse(withInside(changed, { cursor }), atMs);
}

/** Asks for what comes into this folder. */
export function addHere(asking: Asking, atMs: number): Asking {
  return isChangeable(asking) ? pickFolder(asking, 'add', atMs) : withNotice(asking, whyNot(asking));
}

export function whyNot({ inside, answers }: Asking): string {
  const words = t().screens.inside;
  const isPart = inside.place?.partition !== undefined || answers.source?.kind !== 'image';
  return isPart ? words.onlyWhole : words.onlyDiscs;
}

/** A file or a folder of this machine comes into the folder that is shown. */
export function addPicked(asking: Asking, { path, kind, sizeBytes }: SourceAnswer, atMs: number): Asking {
  const { inside, answers } = asking;
  const words = t().screens.inside;
  const name = nameOf(path);
  const to = joinInside(inside.folder.text, name);
  if (isRoot(path)) return withNotice(asking, words.wholeMachine);
  if (fateOf(to, answers.changes)?.kind === 'renamed') return withNotice(asking, words.taken(name));
  const isFolder = kind === 'folder';
  const made: MadeChange = {
    change: { do: 'add', from: path, to },
    sizeBytes: isFolder ? undefined : sizeBytes,
    isFolder,
  };
  const others = answers.changes.filter(({ change }) => change.do !== 'add' || change.to !== to);
  const changed = withChanges(asking, [...others, made], atMs);
  return withNotice(withInside(changed, { cursor: cursorFor(changed, name) }), words.added(name));
}

/** What is marked goes out; what was to go out stays, when it is asked for alone; what was to come in does not. */
export function removeMarked(asking: Asking, atMs: number): Asking {
  const { answers, inside } = asking;
  if (!isChangeable(asking)) return withNotice(asking, whyNot(asking));
  const row = markedInside(asking);
  if (row?.kind === 'added' && inside.marks.size === 0)
    return withChanges(
      asking,
      answers.changes.filter((made) => made !== row.made),
      atMs,
    );
  const all = meant(asking);
  if (all.length === 0) return withNotice(asking, t().screens.inside.markEntry);
  if (row?.kind === 'entry' && inside.marks.size === 0) {
    const path = textPath(inside, row.entry);
    if (fateOf(path, answers.changes)?.kind === 'removed')
      return withChanges(asking, withoutFate(path, answers.changes), atMs);
  }
  const changes = all.reduce<readonly MadeChange[]>(
    (made, [, { entry, at }]) => removed(at, entry, made),
    answers.changes,
  );
  return withInside(withChanges(asking, changes, atMs), { marks: new Map() });
}

/** The last change was none. */
export function takeBack(asking: Asking, atMs: number): Asking {
  const { changes } = asking.answers;
  const last = changes.at(-1);
  const words = t().screens.inside;
  if (last === undefined) return withNotice(asking, words.nothingChanged);
  return withNotice(withChanges(asking, changes.slice(0, -1), atMs), words.takenBack(placeOf(last.change)));
}
