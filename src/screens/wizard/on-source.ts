import { noImageWarning } from '../../words/first-look.ts';
import { t } from '../../words/language.ts';
import type { Command } from '../keys/binding.ts';
import { isCharacter, type Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { chooseSource, fileAnswer, mustLookInto } from './answer.ts';
import { markedRow, rowIds, withBrowser } from './browse.ts';
import { type BrowserRow, goTo, HERE, rowPath, UP } from './browser.ts';
import { isMove, movedId } from './cursor.ts';
import { endPicking } from './inside/picking.ts';
import { onLineKey, openLine } from './on-source-line.ts';
import { isRoot, isTop, nameOf, parentOf } from './paths.ts';
import { choosePlace, closePlaces, openPlaces } from './places.ts';
import type { Asking, Wizard } from './state.ts';
import { textField } from './text-field.ts';
import { back, withNotice } from './walk.ts';

/** Letters typed within this time belong to one name. */
const TYPE_AHEAD_MS = 1_000;

/** A key in the file browser: commands, else letters that jump to a name. */
export function onSourceKey(asking: Asking, key: Key, atMs: number): Wizard {
  if (asking.browser.line !== undefined) return onLineKey(asking, key, atMs, openOrChoose);
  const isTyping = atMs - asking.browser.typed.atMs < TYPE_AHEAD_MS;
  const belongsToName =
    isTyping && isCharacter(key) && findTyped(asking, asking.browser.typed.text + key) !== undefined;
  const command = belongsToName ? undefined : commandAt('source', key);
  if (command !== undefined) return onCommand(asking, command, atMs);
  if (key === '~') return openLine(asking, '~');
  return isCharacter(key) ? typeAhead(asking, key, isTyping, atMs) : asking;
}

function onCommand(asking: Asking, command: Command, atMs: number): Wizard {
  const { browser } = asking;
  if (isMove(command))
    return withBrowser(asking, { ...browser, cursor: movedId(rowIds(asking), browser.cursor, command) });
  if (browser.places !== undefined && isOfPlaces(command)) return onPlaceCommand(asking, command, atMs);
  switch (command) {
    case 'next':
      return openOrChoose(asking, atMs);
    case 'toggle':
      return chooseFolder(asking, atMs);
    case 'open':
      return openFolder(asking);
    case 'parent':
      return goUp(asking);
    case 'filter':
      return openLine(asking, '/');
    case 'path':
      return withBrowser(asking, {
        ...browser,
        places: undefined,
        line: { field: textField(), pasted: true },
      });
    case 'sort':
      return sortOther(asking);
    case 'places':
      return openPlaces(asking);
    case 'hidden':
      return withBrowser(asking, { ...browser, showHidden: !browser.showHidden });
    case 'back':
      return asking.picking === undefined ? back(asking, atMs) : endPicking(asking, atMs);
    default:
      return asking;
  }
}

const isOfPlaces = (command: Command) =>
  ['next', 'toggle', 'open', 'parent', 'back', 'places'].includes(command);

/** Among the places Enter opens one, and whatever goes back leads to the folder. */
function onPlaceCommand(asking: Asking, command: Command, atMs: number): Wizard {
  const opens = command === 'next' || command === 'toggle' || command === 'open';
  return opens ? choosePlace(asking, markedRow(asking), atMs) : closePlaces(asking);
}

/** The cursor stays on its row. */
function sortOther(asking: Asking): Asking {
  const sort = asking.browser.sort === 'name' ? ('date' as const) : ('name' as const);
  const said = sort === 'date' ? t().screens.source.byDate : t().screens.source.byName;
  return withNotice(withBrowser(asking, { ...asking.browser, sort }), said);
}

function openOrChoose(asking: Asking, atMs: number): Wizard {
  const row = markedRow(asking);
  if (row === undefined) return withNotice(asking, t().screens.source.nothingToOpen);
  if (row.id === UP) return goUp(asking);
  if (row.id === HERE) return chooseSource(asking, folderAnswer(asking.browser.folder), atMs);
  return 'entry' in row && row.entry.kind === 'folder' ? openFolder(asking) : chooseFile(asking, row, atMs);
}

function chooseFile(asking: Asking, row: BrowserRow, atMs: number): Wizard {
  if (!('entry' in row) || row.entry.kind !== 'file')
    return withNotice(asking, t().screens.source.notRegular);
  const path = rowPath(asking.browser, row);
  if (asking.picking === undefined && mustLookInto(asking.answers.task, row.entry.name))
    return withBrowser(asking, { ...asking.browser, asked: path });
  const chosen = chooseSource(asking, fileAnswer(path, row.entry), atMs);
  const warning = noImageWarning(asking.browser.looks.get(path));
  const goesOn = chosen.at === 'asking' && chosen.step !== asking.step && asking.picking === undefined;
  return warning !== undefined && goesOn ? withNotice(chosen, warning) : chosen;
}

function chooseFolder(asking: Asking, atMs: number): Wizard {
  const row = markedRow(asking);
  if (row === undefined || row.id === UP) return withNotice(asking, t().screens.source.markFolder);
  if ('entry' in row && row.entry.kind !== 'folder') return openOrChoose(asking, atMs);
  return chooseSource(asking, folderAnswer(rowPath(asking.browser, row)), atMs);
}

function openFolder(asking: Asking): Asking {
  const row = markedRow(asking);
  if (row?.id === UP) return goUp(asking);
  const isFolder = row !== undefined && 'entry' in row && row.entry.kind === 'folder';
  return isFolder ? withBrowser(asking, goTo(asking.browser, rowPath(asking.browser, row))) : asking;
}

/** Above a drive of Windows are the places, with the other drives. */
function goUp(asking: Asking): Asking {
  const { browser } = asking;
  if (isTop(browser.folder)) return asking;
  if (isRoot(browser.folder)) return openPlaces(asking);
  return withBrowser(asking, goTo(browser, parentOf(browser.folder), nameOf(browser.folder)));
}

const folderAnswer = (path: string) => ({ kind: 'folder' as const, path, sizeBytes: undefined });

function typeAhead(asking: Asking, key: Key, isTyping: boolean, atMs: number): Asking {
  const { browser } = asking;
  const text = (isTyping ? browser.typed.text : '') + key.toLowerCase();
  return withBrowser(asking, {
    ...browser,
    typed: { text, atMs },
    cursor: findTyped(asking, text) ?? browser.cursor,
  });
}

/** The first row that begins so; a space or a dot is part of a name only when there is one. */
function findTyped(asking: Asking, text: string): string | undefined {
  return rowIds(asking).find((id) => id.toLowerCase().startsWith(text.toLowerCase()));
}
