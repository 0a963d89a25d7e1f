/** So many turns of the event loop in which nothing changed: then nothing will by itself, from other threads neither. */
const STILL_TURNS = 50;

/** Waits until what is looked at no longer changes: on a busy machine turns are longer, and the wait is, too. */
export async function untilStill(look: () => unknown): Promise<void> {
  let last = look();
  for (let turns = 0; turns < STILL_TURNS; turns++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const now = look();
    if (now !== last) turns = 0;
    last = now;
  }
}
