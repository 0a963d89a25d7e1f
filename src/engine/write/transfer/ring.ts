import { type AlignedBytes, alignedBytes, alignedRegion } from '../../host/memory/aligned-memory.ts';

/** A ring of page-aligned buffers in one shared memory. */
export interface Ring {
  readonly memory: SharedArrayBuffer;
  readonly slotBytes: number;
  /** The next free slot; waits while all are in use. */
  take(): Promise<Slot>;
  /** True when a `take` would have to wait. */
  readonly isEmpty: boolean;
  /** Memory beside the ring, as long as a slot, for good: what a drive gives back late lands in nobody else's bytes. */
  aside(): AlignedBytes;
}

/** One buffer of the ring. It belongs to its holders; the last `release` gives it back. */
export interface Slot {
  readonly bytes: AlignedBytes;
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
export function ringFor(targetCount: number, asides: number): Ring {
  const others = Math.max(0, targetCount - 1);
  return targetCount < MANY_TARGETS
    ? makeRing(5 + 2 * others, SLOT_BYTES_AT_MOST, asides)
    : makeRing(Math.min(12 + 2 * others, SLOTS_AT_MOST), SLOT_BYTES_AT_MOST / 2, asides);
}

/** Makes a ring. `slotBytes` is a multiple of 64 KiB. Beyond `asides`, what is taken aside is memory of its own. */
export function makeRing(slotCount: number, slotBytes: number, asides = 0): Ring {
  const region = alignedRegion((slotCount + asides) * slotBytes);
  const part = (index: number): AlignedBytes => region.subarray(index * slotBytes, (index + 1) * slotBytes);
  let asidesGiven = 0;
  const slots = Array.from({ length: slotCount }, (_, index) => part(index));
  const aside = (): AlignedBytes =>
    asidesGiven < asides ? part(slotCount + asidesGiven++) : alignedBytes(slotBytes);
  return ringOf(slots, { memory: region.buffer, slotBytes, aside });
}

/** A ring of what another one has aside: the hash sees it there. `count` is not more than there are. */
export function ringAside(ring: Ring, count: number): Ring {
  const { memory, slotBytes } = ring;
  const aside = (): AlignedBytes => ring.aside();
  return ringOf(Array.from({ length: count }, aside), { memory, slotBytes, aside });
}

function ringOf(parts: readonly AlignedBytes[], around: Pick<Ring, 'memory' | 'slotBytes' | 'aside'>): Ring {
  const free: Slot[] = [];
  const waiting: ((slot: Slot) => void)[] = [];
  const giveBack = (slot: Slot): void => {
    const next = waiting.shift();
    if (next) next(slot);
    else free.push(slot);
  };
  for (const bytes of parts) free.push(makeSlot(bytes, giveBack));
  return {
    ...around,
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

function makeSlot(bytes: AlignedBytes, giveBack: (slot: Slot) => void): Slot {
  let holders = 0;
  const slot: Slot = {
    bytes,
    hold() {
      holders++;
    },
    release() {
      if (holders === 0) throw new Error('slot-released-twice');
      if (--holders === 0) giveBack(slot);
    },
  };
  return slot;
}
