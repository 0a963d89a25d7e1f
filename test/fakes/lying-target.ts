import { FakeTarget, type FakeTargetOptions } from './fake-target.ts';

/** How a counterfeit drive treats what does not fit. */
export interface Lie {
  readonly realBytes: number;
  readonly beyond: 'drop' | 'wrap';
  /** The last so many written bytes come back whatever became of them. */
  readonly cacheBytes?: number;
}

/** A drive in memory that says it is larger than it is. Its content begins different at every place. */
export class LyingTarget extends FakeTarget {
  readonly #lie: Lie;
  #cache: { atByte: number; bytes: Uint8Array }[] = [];

  constructor(lie: Lie, options: FakeTargetOptions = {}) {
    super(options);
    this.#lie = lie;
    for (let at = 0; at < this.stored.length; at++) this.stored[at] = (at * 31 + (at >> 9)) & 0xff;
  }

  override async write(atByte: number, bytes: Uint8Array): Promise<void> {
    const before = this.stored.slice(atByte, atByte + bytes.length);
    await super.write(atByte, bytes);
    this.#remember(atByte, bytes);
    const { realBytes, beyond } = this.#lie;
    for (let at = 0; at < bytes.length; at++) {
      const place = atByte + at;
      if (place < realBytes) continue;
      this.stored[place] = before[at] ?? 0;
      if (beyond === 'wrap') this.stored[place % realBytes] = bytes[at] ?? 0;
    }
  }

  override async read(atByte: number, into: Uint8Array): Promise<void> {
    await super.read(atByte, into);
    const { realBytes, beyond } = this.#lie;
    for (let at = 0; at < into.length; at++) {
      const place = atByte + at;
      if (place >= realBytes) into[at] = beyond === 'wrap' ? (this.stored[place % realBytes] ?? 0) : 0;
    }
    const kept = this.#cache.findLast(
      (piece) => piece.atByte === atByte && piece.bytes.length === into.length,
    );
    if (kept) into.set(kept.bytes);
  }

  #remember(atByte: number, bytes: Uint8Array): void {
    const { cacheBytes = 0 } = this.#lie;
    this.#cache.push({ atByte, bytes: Uint8Array.from(bytes) });
    let freeBytes = cacheBytes;
    const first = this.#cache.findLastIndex((piece) => {
      freeBytes -= piece.bytes.length;
      return freeBytes < 0;
    });
    this.#cache = this.#cache.slice(first + 1);
  }
}
