import type { ImageView } from '../image-view.ts';
import { compareDirectories } from './order.ts';
import { type TableRecord, tableRecords } from './table-records.ts';
import type { FoundDirectory, Volume } from './volume-facts.ts';

/** Parents have 16 bits: beyond, a table cannot be right. ECMA-119 §9.4.4. */
const MOST_NUMBERED = 0xffff;
const SIZE_AT = 132;

/** Both tables against each other, against their order, and against the directories. ECMA-119 §6.9. */
export async function checkPathTables(
  view: ImageView,
  volume: Volume,
  directories: readonly FoundDirectory[],
): Promise<void> {
  if (!liesInside(view, volume, volume.lTableLba) || !liesInside(view, volume, volume.mTableLba)) return;
  const big = tableRecords(view, volume, 'big');
  const table = new Table(view, volume, directories);
  let differs = false;
  for await (const record of tableRecords(view, volume, 'little')) {
    const other = (await big.next()).value;
    if (record === 'broken' || other === 'broken') return;
    if (!differs && !isEqual(record, other || undefined)) view.report('iso.path-table.differ', record.atByte);
    differs ||= !isEqual(record, other || undefined);
    table.add(record);
  }
  if ((await big.next()).value === 'broken') return;
  table.finish();
}

function liesInside(view: ImageView, { atByte, blockBytes, pathTableBytes }: Volume, lba: number): boolean {
  if (lba * blockBytes + pathTableBytes <= view.sizeBytes) return true;
  view.report('iso.path-table.outside', atByte + SIZE_AT, { sector: lba, bytes: pathTableBytes });
  return false;
}

function isEqual(a: TableRecord, b: TableRecord | undefined): boolean {
  return b !== undefined && a.lba === b.lba && a.parent === b.parent && isSame(a.identifier, b.identifier);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** One table as it comes, held against the directories. */
class Table {
  readonly #view: ImageView;
  readonly #volume: Volume;
  readonly #byLba: ReadonlyMap<number, FoundDirectory>;
  /** Of the records that can be parents. */
  readonly #lbas: number[] = [];
  #count = 0;
  #before: TableRecord | undefined;

  constructor(view: ImageView, volume: Volume, directories: readonly FoundDirectory[]) {
    this.#view = view;
    this.#volume = volume;
    this.#byLba = new Map(directories.map((directory) => [directory.lba, directory]));
  }

  add(record: TableRecord): void {
    if (this.#count < MOST_NUMBERED) this.#lbas.push(record.lba);
    this.#count++;
    this.#checkOrder(record);
    this.#checkPlace(record);
    this.#before = record;
  }

  finish(): void {
    if (this.#count === this.#byLba.size) return;
    const [found, wanted] = [{ directories: this.#count }, { directories: this.#byLba.size }];
    this.#view.report('iso.path-table.tree', this.#volume.atByte + SIZE_AT, found, wanted);
  }

  /** Level is that of the parent and one; parents come first, so their order is that of levels too. ECMA-119 §6.9.1. */
  #checkOrder({ parent, identifier, atByte }: TableRecord): void {
    const [index, before] = [this.#count - 1, this.#before];
    if (!before || index > MOST_NUMBERED) return;
    const isLater = index === 1 || parent > before.parent;
    const isNext =
      parent === before.parent && compareDirectories(this.#volume.kind, before.identifier, identifier) < 0;
    if (parent < 1 || parent > index || !(isLater || isNext))
      this.#view.report('iso.path-table.order', atByte, { parent });
  }

  #checkPlace({ lba, parent, identifier, atByte }: TableRecord): void {
    const directory = this.#byLba.get(lba);
    const parentLba = parent >= MOST_NUMBERED ? directory?.parentLba : this.#lbas[parent - 1];
    if (!directory || !isSame(directory.identifier, identifier) || directory.parentLba !== parentLba)
      this.#view.report('iso.path-table.tree', atByte, { sector: lba, parent });
  }
}
