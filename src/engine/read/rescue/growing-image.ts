import type { Image } from '../../contract/ports/image.ts';
import type { RescueMap } from './rescue-map.ts';

interface Waiting {
  readonly atByte: number;
  readonly endByte: number;
  readonly go: () => void;
}

/** An image that is still being read from its medium: whoever wants bytes of it waits until the map calls them read. */
export interface GrowingImage extends Image {
  /** More was read. */
  grew(): void;
}

/**
 * @param signal ends all waiting: the reads fail with its reason
 * @param holes nothing more comes: what is missing is taken as it is
 */
export function growingImage(image: Image, map: RescueMap, signal: AbortSignal, holes = false): GrowingImage {
  let waiting: Waiting[] = [];
  const isThere = (atByte: number, endByte: number): boolean => {
    if (holes) return true;
    const range = map.at(atByte);
    return range.state === '+' && range.endByte >= endByte;
  };
  const untilThere = (atByte: number, endByte: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(signal.reason);
      const go = (): void => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      signal.addEventListener('abort', stop, { once: true });
      waiting.push({ atByte, endByte, go });
    });
  return {
    ...image,
    async read(atByte, into) {
      const endByte = atByte + into.length;
      signal.throwIfAborted();
      if (!isThere(atByte, endByte)) await untilThere(atByte, endByte);
      await image.read(atByte, into);
    },
    grew() {
      const there = waiting.filter(({ atByte, endByte }) => isThere(atByte, endByte));
      if (there.length === 0) return;
      waiting = waiting.filter((one) => !there.includes(one));
      for (const { go } of there) go();
    },
  };
}
