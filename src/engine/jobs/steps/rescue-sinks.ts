import { dirname } from 'node:path';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import type { LostOutput } from '../../read/rescue/hand.ts';
import type { HandOutput } from '../../read/rescue/hand-outputs.ts';

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
  readonly #failures = new Map<Sink, Failure>();
  /** Where beginnings are kept that are written last. */
  readonly headFd: number | undefined;

  /** @param onLost one failed, and others go on */
  constructor(
    all: readonly Sink[],
    headFd: number | undefined = undefined,
    onLost: (sink: Sink) => void = () => undefined,
  ) {
    this.#all = all;
    this.headFd = headFd;
    this.#onLost = onLost;
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

  lose({ id, errno, atByte, lengthBytes }: LostOutput): void {
    const sink = this.#all[id];
    if (!sink) return;
    const { path, kind } = sink;
    if (kind === 'drive')
      this.fail(sink, new Failure('target-write-failed', { target: path, atByte, lengthBytes, errno }));
    else this.fail(sink, outputFailure(Object.assign(new Error(errno), { code: errno }), path));
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
    if (only && this.#all.length === 1) return only.sync();
    if (this.isEmpty) return;
    await this.each((sink) => sink.sync());
    if (this.outputs.length === 0 && this.failure) throw this.failure;
  }

  /** Does something with each that is left; a failure is that one's. */
  async each(work: (sink: Sink) => Promise<void>): Promise<void> {
    const left = this.#all.filter((sink) => this.isSound(sink));
    await Promise.all(
      left.map((sink) => work(sink).catch((error: unknown) => this.fail(sink, asFailure(error)))),
    );
  }
}
