import type { Asking } from '../state.ts';
import { insideRows, nameOfRow } from './rows.ts';
import type { Inside, InsideFolder } from './state.ts';

export function withInside(asking: Asking, inside: Partial<Inside>): Asking {
  return { ...asking, inside: { ...asking.inside, ...inside } };
}

/** To another folder of the same file system; marks stay, what was typed is forgotten. */
export function enterFolder(asking: Asking, folder: InsideFolder, wanted?: string): Asking {
  return withInside(asking, {
    folder,
    listing: undefined,
    cursor: 0,
    wanted,
    typed: { text: '', atMs: 0 },
    line: undefined,
  });
}

/** The folder above, with the cursor on the one that was left; undefined at the root. */
export function enterAbove(asking: Asking): Asking | undefined {
  const { path, text } = asking.inside.folder;
  if (path === '') return undefined;
  const name = text.slice(text.lastIndexOf('/') + 1);
  return enterFolder(asking, { path: above(path), text: above(text) }, name);
}

const above = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** A row that begins so, from the cursor on and round: the same letter again goes on to the next. */
export function rowBeginning(asking: Asking, text: string): number | undefined {
  const wanted = text.toLowerCase();
  const index = insideRows(asking).findIndex((row) => nameOfRow(row).toLowerCase().startsWith(wanted));
  return index < 0 ? undefined : index;
}

/** The cursor goes where it was wanted, or to the first entry. */
export function cursorFor(asking: Asking, wanted: string | undefined): number {
  const rows = insideRows(asking);
  const known = wanted === undefined ? -1 : rows.findIndex((row) => nameOfRow(row) === wanted);
  if (known >= 0) return known;
  return rows[0]?.kind === 'up' && rows.length > 1 ? 1 : 0;
}
