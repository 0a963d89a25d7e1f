import type { JobFact } from '../../contract/events/events.ts';

/** How far the phase is that goes on, for whoever asks in passing; the slowest target counts. */
export class PhasePercent {
  #totalBytes: number | undefined;
  readonly #doneBytes = new Map<string, number>();

  see(fact: JobFact): void {
    if (fact.event === 'phase') {
      this.#totalBytes = fact.totalBytes;
      this.#doneBytes.clear();
    } else if (fact.event === 'progress') this.#doneBytes.set(fact.target ?? '', fact.doneBytes);
  }

  /** Whole percent, rounded down; undefined while nobody knows how much there is. */
  get percent(): number | undefined {
    if (!this.#totalBytes) return undefined;
    const targets = [...this.#doneBytes].filter(([target]) => target !== '');
    const all = targets.length > 0 ? targets : [...this.#doneBytes];
    const leastBytes = Math.min(...all.map(([, doneBytes]) => doneBytes));
    return all.length === 0 ? 0 : Math.min(100, Math.floor((leastBytes / this.#totalBytes) * 100));
  }
}
