/** mulberry32: the same campaign for the same seed. */
export function makeRandom(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Faults that a job can overcome: then the end is still a proved one. */
export function someFault(random: () => number, sizeBytes: number): object {
  const at = Math.floor((random() * sizeBytes) / 512) * 512;
  return random() < 0.5 ? { delay_ms: 2 } : { flaky_read: [[at, 512, 1]] };
}
