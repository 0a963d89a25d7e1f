import { t } from '../../../words/language.ts';
import { openBrowser } from '../browser.ts';
import type { Asking } from '../state.ts';
import { enter, withNotice } from '../walk.ts';
import { meant } from './marks.ts';
import type { Picking } from './state.ts';

/** Opens the browser of this machine: for a folder, or for what comes into the image. */
export function pickFolder(asking: Asking, what: Picking['what'], atMs: number): Asking {
  if (what === 'into' && meant(asking).length === 0) return withNotice(asking, t().screens.inside.markEntry);
  const { browser, pickedFolders, start } = asking;
  const folder =
    pickedFolders[what] ?? (what === 'into' ? start.outputFolder : undefined) ?? start.folder ?? '/';
  const open = { ...asking, picking: { what, before: browser }, browser: openBrowser(folder) };
  return enter(open, 'pick', atMs);
}

/** Back inside the image; where the browser was is remembered for the next time. */
export function endPicking(asking: Asking, atMs: number): Asking {
  const { picking, browser } = asking;
  const before = picking?.before ?? browser;
  const pickedFolders = {
    ...asking.pickedFolders,
    ...(picking && { [picking.what]: browser.folder }),
  };
  const back = { ...asking, picking: undefined, browser: before, pickedFolders };
  return enter(back, 'inside', atMs);
}
