import type { Readable } from '../../contract/ports/image.ts';
import { contentOf, StoredContent } from './content.ts';
import type { Damaged } from './iso/damage.ts';
import type { Content, VolumeEntry } from './volume.ts';

/** Some bytes of a file, and where in it they stand. */
export interface Stretch {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

const STRETCH_BYTES = 1 << 20;

/**
 * The bytes of a file in order, what is packed unpacked, holes left out: they may be larger than any disk.
 *
 * @throws Failure `source-truncated`, `source-damaged`, `source-unreadable`
 */
export async function* stretchesOf(
  image: Readable,
  entry: VolumeEntry,
  damaged: Damaged,
): AsyncGenerator<Stretch> {
  if (entry.packing) return yield* cut(contentOf(image, entry, damaged), 0);
  let startByte = 0;
  for (const run of entry.runs) {
    if (run.atByte !== undefined) yield* cut(new StoredContent(image, [run]), startByte);
    startByte += run.lengthBytes;
  }
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

/** `startByte`: where the content's first byte stands in the file. */
async function* cut(content: Content, startByte: number): AsyncGenerator<Stretch> {
  for (let at = 0; at < content.sizeBytes; at += STRETCH_BYTES) {
    const bytes = new Uint8Array(Math.min(STRETCH_BYTES, content.sizeBytes - at));
    await content.read(at, bytes);
    yield { atByte: startByte + at, bytes };
  }
}
