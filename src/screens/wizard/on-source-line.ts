import { present } from '../../engine/contract/failure/present.ts';
import { isUrl } from '../../engine/contract/plan/source-path.ts';
import { t } from '../../words/language.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { chooseAddress, looksIn } from './answer.ts';
import { rowIds, withBrowser } from './browse.ts';
import { type Browser, browserRows, lineAddress, linePath } from './browser.ts';
import { askCompletion } from './complete.ts';
import { isMove, movedId } from './cursor.ts';
import type { Asking, Wizard } from './state.ts';
import { editField, insertText, textField } from './text-field.ts';
import { withNotice } from './walk.ts';

type Open = (asking: Asking, atMs: number) => Wizard;

/** A key while the line is open. `open` is what Enter does to the marked row. */
export function onLineKey(asking: Asking, key: Key, atMs: number, open: Open): Wizard {
  const { browser } = asking;
  const line = present(browser.line);
  const command = commandAt('source-line', key);
  if (command === 'complete') return askCompletion(asking);
  if (command === 'close') return withBrowser(asking, { ...browser, line: undefined });
  if (command === 'next') return enterLine(asking, atMs, open);
  if (command !== undefined && isMove(command))
    return withBrowser(asking, { ...browser, cursor: movedId(rowIds(asking), browser.cursor, command) });
  const field = editField(line.field, key);
  if (field === undefined) return asking;
  if (field.text === '' && !line.pasted) return withBrowser(asking, { ...browser, line: undefined });
  return withBrowser(asking, firstMatch({ ...browser, line: { ...line, field } }, asking));
}

/** A path is looked up; a filter acts on the marked row, and with no row left it was a path after all. */
function enterLine(asking: Asking, atMs: number, open: Open): Wizard {
  const { browser } = asking;
  const address = lineAddress(browser);
  if (address !== undefined) return chooseAddress(asking, address, atMs);
  const path = linePath(browser);
  if (path?.trim() === '') return withNotice(asking, t().screens.source.typePath);
  if (path === undefined && rowIds(asking).length > 0) return open(asking, atMs);
  return withBrowser(asking, { ...browser, asked: asPath(path ?? present(browser.line).field.text) });
}

/** Opens the line as a filter that may become a path. */
export function openLine(asking: Asking, text: string): Asking {
  return withBrowser(asking, {
    ...asking.browser,
    places: undefined,
    line: { field: textField(text), pasted: false },
  });
}

/** `file:///a%20b` typed by hand is a path, too. */
const asPath = (text: string) => (/^file:/i.test(text) ? (droppedPath(text) ?? text) : text.trim());

/** A pasted or dropped path stands in the line until Enter is pressed. */
export function onSourcePaste(asking: Asking, text: string): Asking {
  // `file://` is how some terminals write a dropped file.
  const path = droppedPath(text) ?? (isUrl(text.trim()) ? text.trim() : undefined);
  const { browser } = asking;
  if (browser.line?.pasted && path === undefined) {
    const field = insertText(browser.line.field, text);
    return withBrowser(asking, { ...browser, line: { field, pasted: true } });
  }
  if (path !== undefined)
    return withBrowser(asking, {
      ...browser,
      places: undefined,
      line: { field: textField(path), pasted: true },
    });
  return withNotice(asking, t().screens.source.noWholePath);
}

function firstMatch(browser: Browser, asking: Asking): Browser {
  const rows = browserRows(browser, looksIn(asking));
  const isThere = rows.some(({ id }) => id === browser.cursor);
  return isThere ? browser : { ...browser, cursor: rows[0]?.id };
}
