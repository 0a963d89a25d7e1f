/**
 * A ring of page-aligned buffers in one shared memory.
 *
 * `WebAssembly.Memory` begins on a page, which O_DIRECT demands and a plain Buffer does not give; shared, so that the
 * hash worker and the file readers see the same bytes without a copy.
 */
export interface Ring {
  readonly memory: SharedArrayBuffer;
  readonly slotBytes: number;
  /** The next free slot; waits while all are in use. */
  take(): Promise<Slot>;
  /** True when a `take` would have to wait. */
  readonly isEmpty: boolean;
}

/** One buffer of the ring. It belongs to its holders; the last `release` gives it back. */
export interface Slot {
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** One more holder. */
  hold(): void;
  release(): void;
}

export const SLOT_BYTES_AT_MOST = 2 << 20;
const MANY_TARGETS = 5;
const SLOTS_AT_MOST = 24;

/**
 * The ring of a transfer. Few slots: what one thread reads is still in the processor's cache when another writes it. More
 * and smaller ones for many targets, so that one that is a little behind does not hold the others up.
 */
export function ringFor(targetCount: number): Ring {
  const others = Math.max(0, targetCount - 1);
  return targetCount < MANY_TARGETS
    ? makeRing(5 + 2 * others, SLOT_BYTES_AT_MOST)
    : makeRing(Math.min(12 + 2 * others, SLOTS_AT_MOST), SLOT_BYTES_AT_MOST / 2);
}

const PAGE_BYTES = 65_536;

/** The part of the global that is used; Node's types leave it to the browser's. */
declare const WebAssembly: {
  Memory: new (size: {
    initial: number;
    maximum: number;
    shared: true;
  }) => { readonly buffer: SharedArrayBuffer };
};

/** Makes a ring. `slotBytes` is a multiple of 64 KiB. */
export function makeRing(slotCount: number, slotBytes: number): Ring {
  const memory = sharedPages(slotCount * slotBytes);
  const free: Slot[] = [];
  const waiting: ((slot: Slot) => void)[] = [];
  const giveBack = (slot: Slot): void => {
    const next = waiting.shift();
    if (next) next(slot);
    else free.push(slot);
  };
  for (let index = 0; index < slotCount; index++) {
    free.push(makeSlot(new Uint8Array(memory, index * slotBytes, slotBytes), giveBack));
  }
  return {
    memory,
    slotBytes,
    get isEmpty() {
      return free.length === 0;
    },
    async take() {
      const slot = free.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
      slot.hold();
      return slot;
    },
  };
}

function makeSlot(bytes: Uint8Array<SharedArrayBuffer>, giveBack: (slot: Slot) => void): Slot {
  let holders = 0;
  const slot: Slot = {
    bytes,
    hold() {
      holders++;
    },
    release() {
      if (holders === 0) throw new Error('a ring slot was released twice');
      if (--holders === 0) giveBack(slot);
    },
  };
  return slot;
}

/** Page-aligned memory for O_DIRECT outside the ring. `lengthBytes` is rounded up to 64 KiB. */
export function sharedPages(lengthBytes: number): SharedArrayBuffer {
  const pages = Math.ceil(lengthBytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return memory.buffer;
}
