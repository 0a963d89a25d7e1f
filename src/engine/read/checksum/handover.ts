/** So much may wait: a short hold-up of the one who takes it holds nobody else up. */
const MOST_WAITING_BYTES = 8 << 20;

/**
 * Bytes that pass by, for somebody who takes them at a pace of his own: whoever gives waits when too much is under way, and
 * is free again when nobody takes any more.
 */
export class Handover implements AsyncIterable<Uint8Array> {
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #end: 'open' | 'ended' | 'left' | { readonly because: unknown } = 'open';
  #onGiven: (() => void) | undefined;
  /** Whoever gives waits for this. */
  #room: PromiseWithResolvers<void> | undefined;

  /** Takes a copy. Resolves when there is room for more; undefined when there is. */
  give(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#end !== 'open') return undefined;
    this.#waiting.push(bytes.slice());
    this.#waitingBytes += bytes.length;
    this.#onGiven?.();
    if (this.#waitingBytes < MOST_WAITING_BYTES) return undefined;
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }

  /** Nothing more comes. */
  end(): void {
    if (this.#end === 'open') this.#end = 'ended';
    this.#onGiven?.();
  }

  /** What came was not all of it: whoever takes gets `because`. */
  breakOff(because: unknown): void {
    if (this.#end === 'open') this.#end = { because };
    this.#onGiven?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (;;) {
        if (typeof this.#end === 'object') throw this.#end.because;
        const next = this.#waiting.shift();
        if (next === undefined && this.#end === 'ended') return;
        if (next === undefined) await this.#given();
        else {
          this.#waitingBytes -= next.length;
          if (this.#waitingBytes < MOST_WAITING_BYTES) this.#letGo();
          yield next;
        }
      }
    } finally {
      this.#end = 'left';
      this.#waiting.length = 0;
      this.#letGo();
    }
  }

  #letGo(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }

  #given(): Promise<void> {
    return new Promise((resolve) => {
      this.#onGiven = resolve;
    });
  }
}
