import type { FileEntry } from '../ports.ts';
import { hasImageName } from './image-name.ts';

export type SortBy = 'name' | 'date';

/** In which order a folder is listed. */
export interface Order {
  readonly by: SortBy;
  /** An image is looked for, and not a folder. */
  readonly imagesFirst: boolean;
}

export interface EntryRow {
  readonly id: string;
  readonly entry: FileEntry;
}

/** Every key asks for the rows several times, and a folder may hold thousands: each listing is sorted once an order. */
const sortedOf = new WeakMap<readonly FileEntry[], Map<string, readonly EntryRow[]>>();

/** Images first, or folders; other files last. By date the newest comes first. */
export function sortedRows(entries: readonly FileEntry[], order: Order): readonly EntryRow[] {
  const key = `${order.by} ${order.imagesFirst}`;
  const known = sortedOf.get(entries) ?? new Map<string, readonly EntryRow[]>();
  sortedOf.set(entries, known);
  const rows = known.get(key) ?? sorted(entries, order);
  known.set(key, rows);
  return rows;
}

function sorted(entries: readonly FileEntry[], { by, imagesFirst }: Order): readonly EntryRow[] {
  return entries
    .map((entry) => ({ id: entry.name, entry, rank: rankOf(entry, imagesFirst) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (by === 'date' ? dateOf(b.entry) - dateOf(a.entry) : 0) ||
        byName(a.entry.name, b.entry.name),
    )
    .map(({ id, entry }) => ({ id, entry }));
}

let collator: Intl.Collator | undefined;

/** Made when there is something to sort: it takes longer than all else of a first screen. */
function byName(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** What has no date is the oldest. */
const dateOf = ({ modifiedMs }: FileEntry) =>
  modifiedMs === undefined || Number.isNaN(modifiedMs) ? Number.MIN_SAFE_INTEGER : modifiedMs;

function rankOf({ name, kind }: FileEntry, imagesFirst: boolean): number {
  const isImage = kind === 'file' && hasImageName(name);
  if (kind === 'folder') return imagesFirst ? 1 : 0;
  if (isImage) return imagesFirst ? 0 : 1;
  return 2;
}
