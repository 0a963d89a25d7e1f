import type { JobFact } from '../../contract/events/events.ts';
import type { Phase, ProgressFact } from '../../contract/events/progress-fact.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { Lane } from './lane.ts';
import type { Waited } from './source-pass.ts';

const REPORT_EVERY_MS = 100;

/**
 * Turns the loop's counters into facts: one for each target at most every 100 ms, and always one at a phase's end.
 * Nothing here waits for whoever reads the facts.
 */
export class ProgressReporter {
  readonly #clock: Clock;
  readonly #onFact: (fact: JobFact) => void;
  readonly #lanes: readonly Lane[];
  readonly #waitedMs = { source: 0, decompression: 0, hash: 0, target: 0 };
  #phase: Phase = 'plan';
  /** Bytes of the source that were read. */
  readBytes = 0;
  /** Of the whole source, once it is known. */
  sha256: string | undefined;
  #reportedAtMs = 0;

  constructor({ clock, onFact }: { clock: Clock; onFact: (fact: JobFact) => void }, lanes: readonly Lane[]) {
    this.#clock = clock;
    this.#onFact = onFact;
    this.#lanes = lanes;
  }

  begin(phase: Phase, totalBytes: number | undefined): void {
    this.#phase = phase;
    this.#onFact(
      totalBytes === undefined ? { event: 'phase', phase } : { event: 'phase', phase, totalBytes },
    );
  }

  sourceRead(readBytes: number): void {
    this.readBytes = readBytes;
    this.now();
  }

  /** Time the source pass waited: for bytes, or for a slot that the slowest consumer still held. */
  waited({ readMs, unpackMs, slotMs, behindChunks }: Waited, unhashedChunks: number): void {
    this.#waitedMs.source += readMs - unpackMs;
    this.#waitedMs.decompression += unpackMs;
    this.#waitedMs[unhashedChunks > behindChunks ? 'hash' : 'target'] += slotMs;
  }

  waitedForTarget(ms: number): void {
    this.#waitedMs.target += ms;
  }

  /** Reports if it is time. */
  now(): void {
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#reportedAtMs < REPORT_EVERY_MS) return;
    this.#reportedAtMs = nowMs;
    this.#report();
  }

  end(): void {
    this.#report();
  }

  #report(): void {
    if (this.#lanes.length === 0) this.#onFact(this.#fact(undefined));
    for (const lane of this.#lanes) if (!lane.failure) this.#onFact(this.#fact(lane));
  }

  #fact(lane: Lane | undefined): ProgressFact {
    return {
      event: 'progress',
      phase: this.#phase,
      doneBytes: this.#doneBytes(lane),
      readBytes: this.readBytes,
      ...(lane && {
        target: lane.target.name,
        writtenBytes: lane.reachedBytes,
        onMediaBytes: lane.onMediaBytes,
        safeToByte: lane.safeToByte,
        verifiedBytes: lane.verifiedBytes,
        ...(lane.retriedReads > 0 && { retriedReads: lane.retriedReads }),
      }),
      waitedMs: {
        source: Math.round(this.#waitedMs.source),
        ...(this.#waitedMs.decompression > 0 && {
          decompression: Math.round(this.#waitedMs.decompression),
        }),
        hash: Math.round(this.#waitedMs.hash),
        target: Math.round(this.#waitedMs.target),
      },
      ...(this.sha256 !== undefined && { sha256: this.sha256 }),
    };
  }

  #doneBytes(lane: Lane | undefined): number {
    if (!lane || this.#phase === 'read') return this.readBytes;
    return this.#phase === 'verify' ? lane.verifiedBytes : lane.reachedBytes;
  }
}
