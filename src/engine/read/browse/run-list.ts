import type { ContentRun } from './volume.ts';

/** A file in more pieces would take more memory than it is worth. */
export const MOST_RUNS = 1 << 20;

/** The runs of a file as they are found: neighbours become one, what lies between them is a hole, and nothing goes beyond its size. */
export class RunList {
  readonly runs: ContentRun[] = [];
  #endByte = 0;
  readonly #sizeBytes: number;

  constructor(sizeBytes: number) {
    this.#sizeBytes = sizeBytes;
  }

  /** The first bytes of runs. */
  static cut(runs: readonly ContentRun[], sizeBytes: number): readonly ContentRun[] {
    const list = new RunList(sizeBytes);
    let at = 0;
    for (const { atByte, lengthBytes } of runs) {
      list.add(at, lengthBytes, atByte);
      at += lengthBytes;
    }
    return list.runs;
  }

  /** @returns false when there are too many */
  add(fileByte: number, lengthBytes: number, atByte: number | undefined): boolean {
    if (fileByte > this.#endByte) this.#put(fileByte - this.#endByte, undefined);
    this.#put(lengthBytes, atByte);
    return this.runs.length <= MOST_RUNS;
  }

  /** What comes after the last one reads as zeros. */
  finish(): readonly ContentRun[] {
    this.#put(this.#sizeBytes - this.#endByte, undefined);
    return this.runs;
  }

  #put(wantedBytes: number, atByte: number | undefined): void {
    const lengthBytes = Math.min(wantedBytes, this.#sizeBytes - this.#endByte);
    if (lengthBytes <= 0) return;
    const last = this.runs.at(-1);
    const follows =
      last && (last.atByte === undefined ? atByte === undefined : last.atByte + last.lengthBytes === atByte);
    if (follows)
      this.runs[this.runs.length - 1] = { atByte: last.atByte, lengthBytes: last.lengthBytes + lengthBytes };
    else this.runs.push({ atByte, lengthBytes });
    this.#endByte += lengthBytes;
  }
}
