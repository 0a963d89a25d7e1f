import type { Run } from '../../bytes/mapped/runs.ts';
import { type Suspect, tableIn } from './checked-bytes.ts';

const KEPT_BYTES = 8 << 20;
const LEAST_KEPT = 2;

/** Tables of a second level, read when they are needed; the last used ones stay. */
export class KeptTables {
  readonly #file: Suspect;
  readonly #tableBytes: number;
  readonly #most: number;
  readonly #tables = new Map<number, Promise<DataView>>();
  #last: { readonly atByte: number; readonly table: DataView } | undefined;

  constructor(file: Suspect, tableBytes: number) {
    this.#file = file;
    this.#tableBytes = tableBytes;
    this.#most = Math.max(LEAST_KEPT, Math.floor(KEPT_BYTES / tableBytes));
  }

  /** What `pick` says with the table at a place; at once when it was the last one. */
  with(atByte: number, pick: (table: DataView) => Run): Run | Promise<Run> {
    if (this.#last?.atByte === atByte) return pick(this.#last.table);
    return this.#at(atByte).then((table) => {
      this.#last = { atByte, table };
      return pick(table);
    });
  }

  #at(atByte: number): Promise<DataView> {
    const kept = this.#tables.get(atByte);
    if (kept) {
      this.#tables.delete(atByte);
      this.#tables.set(atByte, kept);
      return kept;
    }
    const table = tableIn(this.#file, atByte, this.#tableBytes);
    table.catch(() => this.#tables.delete(atByte));
    this.#tables.set(atByte, table);
    const [oldest] = this.#tables.keys();
    if (this.#tables.size > this.#most && oldest !== undefined) this.#tables.delete(oldest);
    return table;
  }
}
