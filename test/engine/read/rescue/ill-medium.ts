import type { Medium } from '../../../../src/engine/contract/ports/medium.ts';
import type { AcquirePorts, AcquireProgress } from '../../../../src/engine/read/rescue/acquisition.ts';
import type { Hand, HandAnswer, HandOrder } from '../../../../src/engine/read/rescue/hand.ts';
import type { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';

export const SECTOR = 512;

/** A medium that behaves as a test says, and a clock that moves when it answers. */
export class IllMedium {
  readonly sizeBytes: number;
  /** Sectors that give an error, and for how long a read of them takes. */
  bad = new Set<number>();
  /** Sectors that never answer. */
  hanging = new Set<number>();
  /** Every read fails from now on, with this. */
  dead: string | undefined;
  /** The kernel has taken its entry away. */
  isAway = false;
  /** When it is there again, as which device. */
  again: Medium | undefined;
  writeErrno: string | undefined;
  /** Outputs that take nothing any more: everything that is read waits for them. */
  silentOutputs: number[] = [];
  /** Called before each read. */
  onRead: (order: Extract<HandOrder, { do: 'read' }>) => void = () => undefined;
  nowMs = 0;
  hands = 0;
  leftHands = 0;
  saved: RescueMap[] = [];
  progress: AcquireProgress | undefined;
  readonly stopping = new AbortController();
  readonly #waits: (() => void)[] = [];
  /** Sectors in the output. */
  readonly written = new Set<number>();

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes;
  }

  get medium(): Medium {
    return {
      path: '/dev/ill',
      realPath: '/dev/ill',
      name: 'ill',
      sizeBytes: this.sizeBytes,
      sectorBytes: SECTOR,
      commandBytes: 512 << 10,
      serial: 'ILL1',
      model: 'Ill',
      kind: 'device',
      isThere: () => !this.isAway,
      findAgain: async () => this.again,
    };
  }

  /** An output takes what has waited for it. */
  answerWaiting(): void {
    for (const answer of this.#waits.splice(0)) queueMicrotask(answer);
  }

  ports(more: Partial<AcquirePorts> = {}): AcquirePorts {
    return {
      takeHand: async () => this.#hand(),
      clock: { nowMs: () => this.nowMs },
      tick: (listener) => this.#ticks(listener),
      save: async (map) => {
        this.saved.push(map);
      },
      signal: this.stopping.signal,
      isPaused: () => false,
      onProgress: (progress) => {
        this.progress = progress;
      },
      ...more,
    };
  }

  /** Time passes only while nothing else is to be done. */
  #ticks(listener: () => void): () => void {
    let isOn = true;
    const turn = (): void => {
      if (!isOn) return;
      this.nowMs += 200;
      listener();
      setImmediate(turn);
    };
    setImmediate(turn);
    return () => {
      isOn = false;
    };
  }

  #hand(): Hand {
    this.hands++;
    let listener: (answer: HandAnswer | undefined) => void = () => undefined;
    let isLeft = false;
    let isDeaf = false;
    return {
      onAnswer: (told) => {
        listener = told;
      },
      send: (order) => {
        if (isLeft) throw new Error('an order for a hand that was left');
        if (order.do !== 'read') throw new Error('no such order');
        this.onRead(order);
        // Behind a read that hangs nothing is answered.
        const read = isDeaf ? undefined : this.#answer(order);
        const answer = read && this.silentOutputs.length > 0 ? this.#waiting(order.id) : read;
        if (read && answer !== read) this.#waits.push(() => !isLeft && listener(read));
        if (answer) queueMicrotask(() => !isLeft && listener(answer));
        else isDeaf = true;
      },
      leave: () => {
        this.leftHands++;
        isLeft = true;
      },
    };
  }

  #answer(order: Extract<HandOrder, { do: 'read' }>): HandAnswer | undefined {
    const { id, atByte, lengthBytes, stepBytes, back, only } = order;
    const first = atByte / SECTOR;
    const all = Array.from({ length: Math.ceil(lengthBytes / SECTOR) }, (_, index) => first + index);
    if (this.dead !== undefined) return { id, tookMs: 1, errno: this.dead };
    if (stepBytes === 0) {
      if (all.some((sector) => this.hanging.has(sector))) return undefined;
      if (all.some((sector) => this.bad.has(sector))) return { id, tookMs: 5, errno: 'EIO' };
      if (this.writeErrno !== undefined && !only) return { id, tookMs: 1, writeErrno: this.writeErrno };
      this.#put(all, only);
      return { id, tookMs: 1 };
    }
    return this.#inSteps(order, back ? all.reverse() : all);
  }

  #waiting(id: number): HandAnswer {
    return { id, tookMs: 0, writingTo: this.silentOutputs };
  }

  #inSteps(
    { id, stops, only }: Extract<HandOrder, { do: 'read' }>,
    sectors: readonly number[],
  ): HandAnswer | undefined {
    const steps: boolean[] = [];
    for (const sector of sectors) {
      if (this.hanging.has(sector)) return undefined;
      const good = !this.bad.has(sector);
      steps.push(good);
      if (good) this.#put([sector], only);
      if (!good && stops) break;
    }
    return { id, tookMs: 5, steps };
  }

  #put(sectors: readonly number[], only: true | undefined): void {
    if (!only) for (const sector of sectors) this.written.add(sector);
  }
}
