import type { Content } from './volume.ts';

/** Some bytes of a file, and where in it they stand. */
export interface Stretch {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

const STRETCH_BYTES = 1 << 20;

/**
 * The bytes of a file in order, holes left out: they may be larger than any disk. Ends in a failure when they are not what a
 * hash on the medium says.
 *
 * @throws Failure `source-truncated`, `source-damaged`, `source-unreadable`
 */
export async function* stretchesOf(content: Content): AsyncGenerator<Stretch> {
  const { sizeBytes, recorded = [{ atByte: 0, lengthBytes: sizeBytes }] } = content;
  const comparison = content.compare?.();
  for (const { atByte, lengthBytes } of recorded) {
    const endByte = Math.min(atByte + lengthBytes, sizeBytes);
    for (let at = atByte; at < endByte; at += STRETCH_BYTES) {
      const bytes = new Uint8Array(Math.min(STRETCH_BYTES, endByte - at));
      await content.read(at, bytes);
      comparison?.passed(bytes);
      yield { atByte: at, bytes };
    }
  }
  comparison?.end();
}

/** The same, the next one read while somebody does something with this one. */
export async function* aheadOf(stretches: AsyncGenerator<Stretch>): AsyncGenerator<Stretch> {
  const ask = (): Promise<IteratorResult<Stretch, void>> => {
    const asked = stretches.next();
    // Told when it is waited for; nobody waits any more when something else went wrong.
    asked.catch(() => undefined);
    return asked;
  };
  for (let next = ask(); ; ) {
    const found = await next;
    if (found.done) return;
    next = ask();
    yield found.value;
  }
}
