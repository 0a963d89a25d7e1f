import { isUrl } from '../../engine/plan/source-path.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import { isCharacter, type Key } from '../keys/key.ts';
import { type Command, commandAt } from '../keys/table.ts';
import { chooseAddress, chooseSource, takes } from './answer.ts';
import {
  type Browser,
  type BrowserRow,
  browserRows,
  goTo,
  HERE,
  lineAddress,
  linePath,
  rowPath,
  UP,
} from './browser.ts';
import { isMove, movedId } from './cursor.ts';
import { nameOf, parentOf } from './paths.ts';
import type { Asking, Wizard } from './state.ts';
import { editField, insertText, textField } from './text-field.ts';
import { back, withNotice } from './walk.ts';

/** Letters typed within this time belong to one name. */
const TYPE_AHEAD_MS = 1_000;

/** A key in the file browser: commands, else letters that jump to a name. */
export function onSourceKey(asking: Asking, key: Key, atMs: number): Wizard {
  if (asking.browser.line !== undefined) return onLineKey(asking, key, atMs);
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
  switch (command) {
    case 'next':
      return openOrChoose(asking, atMs);
    case 'toggle':
      return chooseFolder(asking, atMs);
    case 'open':
      return openFolder(asking);
    case 'parent':
      return withBrowser(asking, goUp(browser));
    case 'filter':
      return openLine(asking, '/');
    case 'path':
      return withBrowser(asking, { ...browser, line: { field: textField(), pasted: true } });
    case 'hidden':
      return withBrowser(asking, { ...browser, showHidden: !browser.showHidden });
    case 'back':
      return back(asking, atMs);
    default:
      return asking;
  }
}

function onLineKey(asking: Asking, key: Key, atMs: number): Wizard {
  const { browser } = asking;
  const line = browser.line!;
  const command = commandAt('source-line', key);
  if (command === 'close') return withBrowser(asking, { ...browser, line: undefined });
  if (command === 'next') return enterLine(asking, atMs);
  if (command !== undefined && isMove(command))
    return withBrowser(asking, { ...browser, cursor: movedId(rowIds(asking), browser.cursor, command) });
  const field = editField(line.field, key);
  if (field === undefined) return asking;
  if (field.text === '' && !line.pasted) return withBrowser(asking, { ...browser, line: undefined });
  return withBrowser(asking, firstMatch({ ...browser, line: { ...line, field } }, asking));
}

/** A path is looked up; a filter acts on the marked row, and with no row left it was a path after all. */
function enterLine(asking: Asking, atMs: number): Wizard {
  const { browser } = asking;
  const address = lineAddress(browser);
  if (address !== undefined) return chooseAddress(asking, address, atMs);
  const path = linePath(browser);
  if (path?.trim() === '') return withNotice(asking, 'Type or paste a path, or an http(s) address.');
  if (path === undefined && rowIds(asking).length > 0) return openOrChoose(asking, atMs);
  return withBrowser(asking, { ...browser, asked: path ?? browser.line!.field.text });
}

function openLine(asking: Asking, text: string): Asking {
  return withBrowser(asking, { ...asking.browser, line: { field: textField(text), pasted: false } });
}

/** A pasted or dropped path stands in the line until Enter is pressed. */
export function onSourcePaste(asking: Asking, text: string): Asking {
  const path = isUrl(text.trim()) ? text.trim() : droppedPath(text);
  const { browser } = asking;
  if (browser.line?.pasted && path === undefined) {
    const field = insertText(browser.line.field, text);
    return withBrowser(asking, { ...browser, line: { field, pasted: true } });
  }
  if (path !== undefined)
    return withBrowser(asking, { ...browser, line: { field: textField(path), pasted: true } });
  return withNotice(asking, 'That is no whole path: it must begin with / or ~, or be an http(s) address.');
}

function openOrChoose(asking: Asking, atMs: number): Wizard {
  const row = markedRow(asking);
  if (row === undefined) return withNotice(asking, 'There is nothing to open here.');
  if (row.id === UP) return withBrowser(asking, goUp(asking.browser));
  if (row.id === HERE) return chooseSource(asking, folderAnswer(asking.browser.folder), atMs);
  return 'entry' in row && row.entry.kind === 'folder' ? openFolder(asking) : chooseFile(asking, row, atMs);
}

function chooseFile(asking: Asking, row: BrowserRow, atMs: number): Wizard {
  if (!('entry' in row) || row.entry.kind !== 'file') return withNotice(asking, 'This is no regular file.');
  const path = rowPath(asking.browser, row);
  return chooseSource(asking, { kind: 'image', path, sizeBytes: row.entry.sizeBytes }, atMs);
}

function chooseFolder(asking: Asking, atMs: number): Wizard {
  const row = markedRow(asking);
  if (row === undefined || row.id === UP) return withNotice(asking, 'Mark a folder first.');
  if ('entry' in row && row.entry.kind !== 'folder') return openOrChoose(asking, atMs);
  return chooseSource(asking, folderAnswer(rowPath(asking.browser, row)), atMs);
}

function openFolder(asking: Asking): Asking {
  const row = markedRow(asking);
  if (row?.id === UP) return withBrowser(asking, goUp(asking.browser));
  const isFolder = row !== undefined && 'entry' in row && row.entry.kind === 'folder';
  return isFolder ? withBrowser(asking, goTo(asking.browser, rowPath(asking.browser, row))) : asking;
}

function goUp(browser: Browser): Browser {
  return browser.folder === '/' ? browser : goTo(browser, parentOf(browser.folder), nameOf(browser.folder));
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

function firstMatch(browser: Browser, { answers }: Asking): Browser {
  const rows = browserRows(browser, takes(answers.task, 'folder'));
  const isThere = rows.some(({ id }) => id === browser.cursor);
  return isThere ? browser : { ...browser, cursor: rows[0]?.id };
}

function rowIds({ browser, answers }: Asking): string[] {
  return browserRows(browser, takes(answers.task, 'folder')).map(({ id }) => id);
}

function markedRow({ browser, answers }: Asking): BrowserRow | undefined {
  return browserRows(browser, takes(answers.task, 'folder')).find(({ id }) => id === browser.cursor);
}

function withBrowser(asking: Asking, browser: Browser): Asking {
  return { ...asking, browser };
}
