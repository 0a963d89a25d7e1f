/**
 * What is known of a stretch of a medium, in the letters of GNU ddrescue's map files: `?` not tried, `*` failed in one piece,
 * `/` between bad sectors and not tried singly, `-` bad, `+` read.
 */
export type SectorState = '?' | '*' | '/' | '-' | '+';

export const sectorStates: readonly SectorState[] = ['?', '*', '/', '-', '+'];

export interface MapRange {
  readonly atByte: number;
  readonly endByte: number;
  readonly state: SectorState;
}

export type StateTotals = { readonly [S in SectorState]: number };

/** The whole medium in stretches, in order and without gaps; neighbours never have the same state. */
export class RescueMap {
  readonly sizeBytes: number;
  readonly #starts: number[] = [];
  readonly #states: SectorState[] = [];
  readonly #totals: { [S in SectorState]: number } = { '?': 0, '*': 0, '/': 0, '-': 0, '+': 0 };

  /** @param ranges in order, from 0 to the size, without gaps */
  constructor(
    sizeBytes: number,
    ranges: Iterable<MapRange> = [{ atByte: 0, endByte: sizeBytes, state: '?' }],
  ) {
    this.sizeBytes = sizeBytes;
    for (const { atByte, endByte, state } of ranges) {
      if (endByte <= atByte) continue;
      this.#totals[state] += endByte - atByte;
      if (this.#states.at(-1) === state) continue;
      this.#starts.push(atByte);
      this.#states.push(state);
    }
  }

  /** Number of stretches. */
  get length(): number {
    return this.#starts.length;
  }

  /** Bytes in each state. */
  get totals(): StateTotals {
    return this.#totals;
  }

  /** Bytes that are not read. */
  get missingBytes(): number {
    return this.sizeBytes - this.#totals['+'];
  }

  /** The stretch that a byte lies in. */
  at(place: number): MapRange {
    return this.#range(this.#indexOf(place));
  }

  set(atByte: number, endByte: number, state: SectorState): void {
    if (endByte <= atByte) return;
    const first = this.#indexOf(atByte);
    const last = this.#indexOf(endByte - 1);
    const before = this.#range(first);
    const after = this.#range(last);
    for (let index = first; index <= last; index++) {
      const range = this.#range(index);
      this.#totals[range.state] -= Math.min(range.endByte, endByte) - Math.max(range.atByte, atByte);
    }
    this.#totals[state] += endByte - atByte;
    this.#replace(first, last + 1, [
      { at: before.atByte, is: before.atByte < atByte, state: before.state },
      { at: atByte, is: true, state },
      { at: endByte, is: after.endByte > endByte, state: after.state },
    ]);
  }

  /** First stretch of a state at or behind a place, cut there. */
  next(place: number, state: SectorState): MapRange | undefined {
    if (this.#totals[state] === 0 || place >= this.sizeBytes) return undefined;
    for (let index = this.#indexOf(place); index < this.length; index++)
      if (this.#states[index] === state) {
        const range = this.#range(index);
        return { ...range, atByte: Math.max(range.atByte, place) };
      }
    return undefined;
  }

  /** Last stretch of a state that begins before a place, cut there. */
  previous(place: number, state: SectorState): MapRange | undefined {
    if (this.#totals[state] === 0 || place <= 0) return undefined;
    for (let index = this.#indexOf(place - 1); index >= 0; index--)
      if (this.#states[index] === state) {
        const range = this.#range(index);
        return { ...range, endByte: Math.min(range.endByte, place) };
      }
    return undefined;
  }

  *ranges(): Generator<MapRange> {
    for (let index = 0; index < this.length; index++) yield this.#range(index);
  }

  /** What is not read, neighbours of different states together. */
  *missing(): Generator<{ readonly atByte: number; readonly endByte: number }> {
    let from: number | undefined;
    for (const { atByte, state } of this.ranges()) {
      if (state !== '+') from ??= atByte;
      else if (from !== undefined) {
        yield { atByte: from, endByte: atByte };
        from = undefined;
      }
    }
    if (from !== undefined) yield { atByte: from, endByte: this.sizeBytes };
  }

  #indexOf(place: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #range(index: number): MapRange {
    return {
      atByte: this.#starts[index] ?? 0,
      endByte: this.#starts[index + 1] ?? this.sizeBytes,
      state: this.#states[index] ?? '?',
    };
  }

  /** Stretches `from` up to `to` give way to these; equal neighbours become one. */
  #replace(
    from: number,
    to: number,
    pieces: readonly { readonly at: number; readonly is: boolean; readonly state: SectorState }[],
  ): void {
    const starts: number[] = [];
    const states: SectorState[] = [];
    let last = from > 0 ? this.#states[from - 1] : undefined;
    for (const { at, is, state } of pieces) {
      if (!is || state === last) continue;
      starts.push(at);
      states.push(state);
      last = state;
    }
    const end = to < this.length && this.#states[to] === last ? to + 1 : to;
    this.#starts.splice(from, end - from, ...starts);
    this.#states.splice(from, end - from, ...states);
  }
}
