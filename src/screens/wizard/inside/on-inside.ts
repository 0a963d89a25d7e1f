import { t } from '../../../words/language.ts';
import type { Command } from '../../keys/binding.ts';
import { isCharacter, type Key } from '../../keys/key.ts';
import { commandAt } from '../../keys/table.ts';
import { isMove, movedIndex } from '../cursor.ts';
import { next } from '../go-on.ts';
import type { Asking, Wizard } from '../state.ts';
import { textField } from '../text-field.ts';
import { enter, withNotice } from '../walk.ts';
import { beginRename, onInsideLineKey } from './inside-line.ts';
import { addHere, removeMarked, takeBack } from './make-change.ts';
import { markAll, toggleMark } from './marks.ts';
import { enterAbove, enterFolder, rowBeginning, withInside } from './move.ts';
import { pickFolder } from './picking.ts';
import { bytePath, insideRows, markedInside, textPath } from './rows.ts';

/** Letters typed within this time belong to one name. */
const TYPE_AHEAD_MS = 1_000;

/** A key in the browser inside an image: commands, else letters that jump to a name. */
export function onInsideKey(asking: Asking, key: Key, atMs: number): Wizard {
  if (asking.inside.line !== undefined) return onInsideLineKey(asking, key, atMs);
  const { typed } = asking.inside;
  const isTyping = atMs - typed.atMs < TYPE_AHEAD_MS;
  const belongsToName = isTyping && isCharacter(key) && rowBeginning(asking, typed.text + key) !== undefined;
  const command = belongsToName ? undefined : commandAt('inside', key);
  if (command !== undefined) return onCommand(asking, command, atMs);
  return isCharacter(key) ? typeAhead(asking, key, isTyping, atMs) : asking;
}

function onCommand(asking: Asking, command: Command, atMs: number): Wizard {
  const { inside } = asking;
  if (isMove(command))
    return withInside(asking, { cursor: movedIndex(inside.cursor, command, insideRows(asking).length) });
  switch (command) {
    case 'back':
      return enter(asking, 'look', atMs);
    case 'next':
    case 'open':
      return openRow(asking);
    case 'parent':
      return enterAbove(asking) ?? enter(asking, 'look', atMs);
    case 'make':
      return next(asking, atMs);
    case 'filter':
      return withInside(asking, { line: { what: 'filter', field: textField() }, cursor: 0 });
    case 'changes':
      return { ...asking, overlay: { kind: 'changes', scroll: 0 } };
    default:
      return inside.listing?.ok === true
        ? onFileCommand(asking, command, atMs)
        : withNotice(asking, t().screens.inside.notRead);
  }
}

/** What is done with entries, once they are there. */
function onFileCommand(asking: Asking, command: Command, atMs: number): Asking {
  switch (command) {
    case 'toggle':
      return toggleMark(asking);
    case 'mark-all':
      return markAll(asking);
    case 'extract':
      return pickFolder(asking, 'into', atMs);
    case 'add':
      return addHere(asking, atMs);
    case 'remove':
      return removeMarked(asking, atMs);
    case 'rename':
      return beginRename(asking);
    case 'take-back':
      return takeBack(asking, atMs);
    default:
      return asking;
  }
}

function openRow(asking: Asking): Asking {
  const row = markedInside(asking);
  const words = t().screens.inside;
  if (row === undefined) return withNotice(asking, words.nothingToOpen);
  if (row.kind === 'up') return enterAbove(asking) ?? asking;
  if (row.kind === 'added') return withNotice(asking, words.notYetThere);
  if (row.entry.type !== 'dir') return withNotice(asking, words.noFolder);
  return enterFolder(asking, {
    path: bytePath(asking.inside, row.entry),
    text: textPath(asking.inside, row.entry),
  });
}

function typeAhead(asking: Asking, key: Key, isTyping: boolean, atMs: number): Asking {
  const { typed, cursor } = asking.inside;
  const text = (isTyping ? typed.text : '') + key.toLowerCase();
  return withInside(asking, { typed: { text, atMs }, cursor: rowBeginning(asking, text) ?? cursor });
}
