import type { FilePlace } from '../ports.ts';
import { chooseAddress } from './answer.ts';
import { withBrowser } from './browse.ts';
import { type BrowserRow, goTo } from './browser.ts';
import type { Asking, Wizard } from './state.ts';
import { entryIn } from './undertaking.ts';

/** Opens the list of places in the browser; they are looked for anew each time, since sticks come and go. */
export function openPlaces(asking: Asking): Asking {
  const { browser } = asking;
  return withBrowser(asking, {
    ...browser,
    places: 'reading',
    cursor: undefined,
    wanted: browser.cursor,
    line: undefined,
  });
}

/** Back to the folder, with the cursor where it was. */
export function closePlaces(asking: Asking): Asking {
  const { browser } = asking;
  return withBrowser(asking, goTo(browser, browser.folder, browser.wanted));
}

/** The places came; an address is none for who needs a folder. */
export function onPlaces(asking: Asking, found: readonly FilePlace[]): Asking {
  const { browser, answers, picking } = asking;
  if (browser.places === undefined) return asking;
  const { image, medium } = entryIn(answers)?.takes ?? {};
  const takesAddress = image === 'any' && picking === undefined;
  const takesDrives = medium === true && picking === undefined;
  const places = found.filter(
    ({ kind }) => (takesAddress || kind !== 'address') && (takesDrives || kind !== 'drive'),
  );
  const [first] = places;
  return withBrowser(asking, { ...browser, places, cursor: first && `${first.kind} ${first.path}` });
}

/** A folder is opened; what was chosen before is looked at, and chosen when it is still there. */
export function choosePlace(asking: Asking, row: BrowserRow | undefined, atMs: number): Wizard {
  if (row === undefined || !('place' in row)) return asking;
  const { kind, path } = row.place;
  const { browser } = asking;
  if (kind === 'address') return chooseAddress(closePlaces(asking), path, atMs);
  if (kind !== 'recent' && kind !== 'drive') return withBrowser(asking, goTo(browser, path));
  return withBrowser(asking, { ...goTo(browser, browser.folder, browser.wanted), asked: path });
}
