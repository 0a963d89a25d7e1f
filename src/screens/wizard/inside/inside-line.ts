import { present } from '../../../engine/contract/failure/present.ts';
import { t } from '../../../words/language.ts';
import type { Key } from '../../keys/key.ts';
import { commandAt } from '../../keys/table.ts';
import { isMove, movedIndex } from '../cursor.ts';
import type { Asking } from '../state.ts';
import { editField, insertText, textField } from '../text-field.ts';
import { withNotice } from '../walk.ts';
import { addedAs, fateOf, renamed } from './changes.ts';
import { whyNot, withChanges } from './make-change.ts';
import { cursorFor, withInside } from './move.ts';
import { insideRows, isChangeable, isThere, markedInside, nameOfRow, textPath } from './rows.ts';

/** Asks for the new name of the row under the cursor, the one it has standing there. */
export function beginRename(asking: Asking): Asking {
  if (!isChangeable(asking)) return withNotice(asking, whyNot(asking));
  const row = markedInside(asking);
  if (row === undefined || row.kind === 'up') return withNotice(asking, t().screens.inside.markEntry);
  const fate =
    row.kind === 'entry' ? fateOf(textPath(asking.inside, row.entry), asking.answers.changes) : undefined;
  if (fate?.kind === 'removed' || fate?.kind === 'replaced')
    return withNotice(asking, t().screens.inside.takeBackFirst);
  const name = fate?.kind === 'renamed' ? fate.name : nameOfRow(row);
  return withInside(asking, { line: { what: 'rename', field: textField(name) } });
}

/** A key while the line is open. */
export function onInsideLineKey(asking: Asking, key: Key, atMs: number): Asking {
  const { inside } = asking;
  const line = present(inside.line);
  const command = commandAt('inside-line', key);
  if (command === 'close') return closeLine(asking);
  if (command === 'next') return line.what === 'filter' ? keepFound(asking) : rename(asking, atMs);
  if (command !== undefined && isMove(command))
    return line.what === 'rename'
      ? asking
      : withInside(asking, { cursor: movedIndex(inside.cursor, command, insideRows(asking).length) });
  if (line.what === 'filter' && key === 'backspace' && line.field.text === '') return closeLine(asking);
  const field = editField(line.field, key);
  if (field === undefined) return asking;
  const typed = withInside(asking, { line: { ...line, field } });
  return line.what === 'filter' ? withInside(typed, { cursor: 0 }) : typed;
}

/** The cursor stays on the row it was on. */
function closeLine(asking: Asking): Asking {
  const row = markedInside(asking);
  const closed = withInside(asking, { line: undefined });
  return withInside(closed, { cursor: cursorFor(closed, row && nameOfRow(row)) });
}

function keepFound(asking: Asking): Asking {
  return insideRows(asking).length > 0 ? closeLine(asking) : withNotice(asking, t().screens.source.noMatch);
}

function rename(asking: Asking, atMs: number): Asking {
  const { inside, answers } = asking;
  const name = present(inside.line).field.text.trim();
  const row = markedInside(asking);
  const words = t().screens.inside;
  if (row === undefined || row.kind === 'up') return closeLine(asking);
  const problem = whyNoName(name) ?? (isTaken(asking, name) ? words.taken(name) : undefined);
  if (problem !== undefined) return withNotice(asking, problem);
  const changes =
    row.kind === 'added'
      ? addedAs(name, row.made, answers.changes)
      : renamed(textPath(inside, row.entry), name, row.entry.type === 'dir', answers.changes);
  return withChanges(withInside(asking, { line: undefined }), changes, atMs);
}

function whyNoName(name: string): string | undefined {
  const { nameIt, noName } = t().screens.inside;
  if (name === '') return nameIt;
  return name === '.' || name === '..' || /[/\0]/.test(name) ? noName : undefined;
}

/** By another entry that is there, or comes in, or gets that name. */
function isTaken(asking: Asking, name: string): boolean {
  const { inside, answers } = asking;
  const marked = markedInside(asking);
  const others = insideRows(asking).filter((row) => row !== marked && row.kind !== 'up');
  const isOwn = marked !== undefined && nameOfRow(marked) === name;
  if (!isOwn && marked?.kind !== 'added' && isThere(inside.listing, name) && !isGone(asking, name))
    return true;
  return others.some((row) => {
    if (row.kind === 'added') return nameOfRow(row) === name;
    if (row.kind === 'up') return false;
    const fate = fateOf(textPath(inside, row.entry), answers.changes);
    return fate?.kind === 'renamed'
      ? fate.name === name
      : nameOfRow(row) === name && fate?.kind !== 'removed';
  });
}

const isGone = ({ inside, answers }: Asking, name: string): boolean =>
  fateOf(`${inside.folder.text}/${name}`, answers.changes)?.kind === 'removed';

/** A paste goes into the line that is open; without one it means nothing here. */
export function pasteInside(asking: Asking, text: string): Asking {
  const { line } = asking.inside;
  if (line === undefined) return asking;
  return withInside(asking, { line: { ...line, field: insertText(line.field, text.slice(0, 2_000)) } });
}
