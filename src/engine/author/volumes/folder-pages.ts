/** Bytes of folders that are kept: they are read a part at a time. */
const MOST_KEPT_BYTES = 8 << 20;

/** Folders of a volume: each is made when it is read, and the last ones are kept. */
export class FolderPages {
  readonly #make: (row: number) => Uint8Array;
  readonly #kept = new Map<number, Uint8Array>();
  #keptBytes = 0;

  /** @param make the entries of a folder */
  constructor(make: (row: number) => Uint8Array) {
    this.#make = make;
  }

  /** The entries of a folder; what lies behind them in its clusters is zeros. */
  bytesOf(row: number): Uint8Array {
    const kept = this.#kept.get(row);
    if (kept) return kept;
    const made = this.#make(row);
    this.#kept.set(row, made);
    this.#keptBytes += made.length;
    this.#forgetOldest(row);
    return made;
  }

  #forgetOldest(except: number): void {
    for (const [row, { length }] of this.#kept) {
      if (this.#keptBytes <= MOST_KEPT_BYTES) return;
      if (row === except) continue;
      this.#kept.delete(row);
      this.#keptBytes -= length;
    }
  }
}
