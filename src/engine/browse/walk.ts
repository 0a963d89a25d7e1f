import { Failure } from '../ports/failure.ts';
import { textOfBytes } from '../tree/tree.ts';
import type { Volume, VolumeEntry } from './volume.ts';

/** An entry and where it stands. */
export interface WalkedEntry {
  /** Byte string from the root on, `/a/b`. */
  readonly path: string;
  readonly entry: VolumeEntry;
}

/** No medium has more; a hostile one ends here. */
export const MOST_ENTRIES = 16_000_000;
/** Longer paths than any system opens. */
const DEEPEST_LEVEL = 1024;

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** The image, for messages. */
  readonly imagePath: string;
}

/**
 * Everything below a folder, level by level, the folder itself left out. A folder is entered once: one that is met again
 * leads in a circle, or multiplies itself.
 *
 * @throws Failure `source-damaged`, and what `list` throws
 */
export async function* walk(
  volume: Volume,
  options: WalkOptions,
  from: WalkedEntry = { path: '', entry: volume.root },
): AsyncGenerator<WalkedEntry> {
  const bounds = new Bounds(options.imagePath, from.entry);
  for (let level = [from]; level.length > 0; ) {
    const next: WalkedEntry[] = [];
    for (const folder of level) {
      for await (const entry of volume.list(folder.entry)) {
        options.signal?.throwIfAborted();
        const walked = { path: `${folder.path}/${entry.name}`, entry };
        if (entry.type === 'dir') next.push(walked);
        bounds.check(walked);
        yield walked;
      }
    }
    bounds.enterLevel();
    level = next;
  }
}

/** Counts what was met, so that no image can make a walk endless. */
class Bounds {
  readonly #imagePath: string;
  readonly #entered: Set<string>;
  #entries = 0;
  #level = 0;

  constructor(imagePath: string, root: VolumeEntry) {
    this.#imagePath = imagePath;
    this.#entered = new Set([root.identity]);
  }

  check({ path, entry }: WalkedEntry): void {
    if (++this.#entries > MOST_ENTRIES) this.#refuse(`it has more than ${MOST_ENTRIES} entries`);
    if (entry.type !== 'dir') return;
    if (this.#entered.has(entry.identity))
      this.#refuse(`its folders lead in a circle at ${textOfBytes(path)}`);
    this.#entered.add(entry.identity);
  }

  enterLevel(): void {
    if (++this.#level > DEEPEST_LEVEL) this.#refuse(`its folders lie deeper than ${DEEPEST_LEVEL} levels`);
  }

  #refuse(what: string): never {
    throw new Failure('source-damaged', { path: this.#imagePath, what });
  }
}
