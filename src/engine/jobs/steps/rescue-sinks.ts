import { dirname } from 'node:path';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import type { LostOutput } from '../../read/rescue/hand.ts';
import type { HandOutput } from '../../read/rescue/hand-outputs.ts';
import { OUTPUT_STUCK_MS } from '../../read/rescue/output-wait.ts';

/** One place that a medium is read to: an image that grows, or a drive. */
export interface Sink {
  /** As the plan names it. */
  readonly path: string;
  readonly kind: 'file' | 'drive';
  readonly hand: Omit<HandOutput, 'id'>;
  /** What is written so far is on its medium. @throws Failure */
  sync(): Promise<void>;
}

/** All of them, filled by one reading. One that fails is left behind, and the others go on. */
export class Sinks {
  readonly #all: readonly Sink[];
  readonly #onLost: (sink: Sink) => void;
  readonly #onSilent: (sink: Sink) => void;
  readonly #failures = new Map<Sink, Failure>();
  /** Those that are being made safe, and how to wait for them no longer. */
  readonly #syncing = new Map<Sink, (failure: Failure) => void>();
  /** Where beginnings are kept that are written last. */
  readonly headFd: number | undefined;

  /** @param onLost one failed, and others go on @param onSilent one has not taken anything for a while */
  constructor(
    all: readonly Sink[],
    headFd: number | undefined = undefined,
    onLost: (sink: Sink) => void = () => undefined,
    onSilent: (sink: Sink) => void = () => undefined,
  ) {
    this.#all = all;
    this.headFd = headFd;
    this.#onLost = onLost;
    this.#onSilent = onSilent;
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** Beginnings that no drive holds yet. */
  get headBytes(): number {
    return Math.max(0, ...this.#all.map(({ hand }) => hand.headBytes));
  }

  /** Those that still take bytes, for the hand. */
  get outputs(): HandOutput[] {
    return this.#all.flatMap((sink, id) => (this.#failures.has(sink) ? [] : [{ ...sink.hand, id }]));
  }

  isSound(sink: Sink): boolean {
    return !this.#failures.has(sink);
  }

  failureOf(sink: Sink): Failure | undefined {
    return this.#failures.get(sink);
  }

  /** Of the first that failed. */
  get failure(): Failure | undefined {
    return this.#all.flatMap((sink) => this.#failures.get(sink) ?? [])[0];
  }

  fail(sink: Sink, failure: Failure): void {
    if (this.#failures.has(sink)) return;
    this.#failures.set(sink, failure);
    if (this.outputs.length > 0) this.#onLost(sink);
  }

  /** @returns whether others go on */
  lose({ id, errno, atByte, lengthBytes }: LostOutput): boolean {
    const sink = this.#all[id];
    if (sink) this.fail(sink, lostFailure(sink, { errno, atByte, lengthBytes }));
    const failure = sink && this.#failures.get(sink);
    if (sink && failure && isSilent(failure)) this.#syncing.get(sink)?.(failure);
    return this.outputs.length > 0;
  }

  /** It is still waited for. Whoever makes it safe says so by itself. */
  saySilent(id: number): void {
    const sink = this.#all[id];
    if (sink && !this.#syncing.has(sink)) this.#onSilent(sink);
  }

  /** Whoever asks for anything in this folder waits for ever. */
  isSilentAt(path: string): boolean {
    return this.#all.some((sink) => {
      const failure = this.#failures.get(sink);
      return failure !== undefined && isSilent(failure) && dirname(sink.path) === dirname(path);
    });
  }

  /** All that is left of what was to be filled does not answer: nobody knows what it holds. */
  get areSilent(): boolean {
    const { failure } = this;
    return this.outputs.length === 0 && failure !== undefined && isSilent(failure);
  }

  /**
   * What stands beside an image can be written no more, and so nothing of that image is safe.
   *
   * @returns false when nothing else is filled
   */
  loseBeside(path: string, failure: Failure): boolean {
    const lost = this.#all.filter((sink) => sink.kind === 'file' && dirname(sink.path) === dirname(path));
    for (const sink of lost) this.fail(sink, failure);
    return this.outputs.length > 0 && this.#failures.size > 0;
  }

  /** What is written so far is safe on each that is left. @throws Failure when none is */
  async sync(): Promise<void> {
    const [only] = this.#all;
    // What one took before it took no more is there; of several nobody says how much of it each has.
    if (only && this.#all.length === 1) return this.#synced(only);
    if (this.isEmpty) return;
    await this.each((sink) => this.#synced(sink));
    if (this.outputs.length === 0 && this.failure) throw this.failure;
  }

  async #synced(sink: Sink): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#syncing.set(sink, reject);
    try {
      await Promise.race([sink.sync(), promise]);
    } catch (error) {
      const failure = asFailure(error);
      if (isSilent(failure)) this.fail(sink, failure);
      throw failure;
    } finally {
      this.#syncing.delete(sink);
    }
  }

  /** Does something with each that is left; a failure is that one's. */
  async each(work: (sink: Sink) => Promise<void>): Promise<void> {
    const left = this.#all.filter((sink) => this.isSound(sink));
    await Promise.all(
      left.map((sink) => work(sink).catch((error: unknown) => this.fail(sink, asFailure(error)))),
    );
  }
}

function lostFailure({ path, kind }: Sink, { errno, atByte, lengthBytes }: Omit<LostOutput, 'id'>): Failure {
  if (kind === 'file') return outputFailure(Object.assign(new Error(errno), { code: errno }), path);
  if (errno === 'ETIMEDOUT')
    return new Failure('target-stalled', { target: path, silentMs: OUTPUT_STUCK_MS });
  return new Failure('target-write-failed', { target: path, atByte, lengthBytes, errno });
}

/** It is there, and does not answer. */
function isSilent({ code, facts }: Failure): boolean {
  return code === 'target-stalled' || ('errno' in facts && facts.errno === 'ETIMEDOUT');
}
