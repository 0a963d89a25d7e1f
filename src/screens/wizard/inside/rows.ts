import type { InsideEntry, InsideListing } from '../../../engine/contract/ports/inside.ts';
import type { Asking } from '../state.ts';
import { addedIn, placeOf } from './changes.ts';
import { joinInside, nameInside } from './image-paths.ts';
import type { Inside, MadeChange } from './state.ts';

/** `up` leads out of the folder; `added` is not there yet. */
export type InsideRow =
  | { readonly kind: 'up' }
  | { readonly kind: 'added'; readonly made: MadeChange }
  | { readonly kind: 'entry'; readonly entry: InsideEntry };

/** Rows from top to bottom: the folder above, what comes in, what is there. */
export function insideRows({ inside, answers }: Pick<Asking, 'inside' | 'answers'>): readonly InsideRow[] {
  const { folder, listing } = inside;
  const entries = entryRows(listing, filterOf(inside));
  if (inside.line?.what === 'filter') return entries;
  const added = addedIn(folder.text, answers.changes)
    .filter(({ change }) => !isThere(listing, nameInside(placeOf(change))))
    .map((made) => ({ kind: 'added' as const, made }));
  return [...(folder.path === '' ? [] : [{ kind: 'up' as const }]), ...added, ...entries];
}

const filterOf = ({ line }: Inside) => (line?.what === 'filter' ? line.field.text.toLowerCase() : '');

interface Known {
  rows?: readonly InsideRow[];
  names?: ReadonlySet<string>;
  filtered?: { readonly by: string; readonly rows: readonly InsideRow[] };
}

/** Every key asks for the rows several times, and a folder may hold a hundred thousand. */
const knownOf = new WeakMap<InsideListing, Known>();

function entryRows(listing: InsideListing | undefined, filter: string): readonly InsideRow[] {
  if (listing?.ok !== true) return [];
  const known = knownIn(listing);
  known.rows ??= listing.entries.map((entry) => ({ kind: 'entry' as const, entry }));
  if (filter === '') return known.rows;
  if (known.filtered?.by !== filter) {
    const fits = (row: InsideRow) => row.kind === 'entry' && row.entry.text.toLowerCase().includes(filter);
    known.filtered = { by: filter, rows: known.rows.filter(fits) };
  }
  return known.filtered.rows;
}

function knownIn(listing: InsideListing): Known {
  const known = knownOf.get(listing) ?? {};
  knownOf.set(listing, known);
  return known;
}

/** Whether the folder has this name already. */
export function isThere(listing: InsideListing | undefined, name: string): boolean {
  if (listing?.ok !== true) return false;
  const known = knownIn(listing);
  known.names ??= new Set(listing.entries.map(({ text }) => text));
  return known.names.has(name);
}

export function markedInside(asking: Asking): InsideRow | undefined {
  return insideRows(asking)[asking.inside.cursor];
}

/** In the image, as bytes. */
export function bytePath({ folder }: Inside, entry: InsideEntry): string {
  return `${folder.path}/${entry.name}`;
}

/** In the image, as text. */
export function textPath({ folder }: Inside, entry: InsideEntry): string {
  return joinInside(folder.text, entry.text);
}

export function nameOfRow(row: InsideRow): string {
  if (row.kind === 'up') return '../';
  return row.kind === 'entry' ? row.entry.text : nameInside(placeOf(row.made.change));
}

/** File systems that a new image can be made of. */
const CHANGEABLE: ReadonlySet<string> = new Set(['iso9660', 'rock-ridge', 'joliet', 'enhanced', 'udf']);

/** Whether what is shown can be changed: of a disc image, not of a partition, nor of a drive. */
export function isChangeable({ inside, answers }: Pick<Asking, 'inside' | 'answers'>): boolean {
  const { place, listing } = inside;
  return (
    answers.source?.kind === 'image' &&
    place?.partition === undefined &&
    listing?.ok === true &&
    CHANGEABLE.has(listing.standard)
  );
}
