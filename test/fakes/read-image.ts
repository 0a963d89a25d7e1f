import { type Image, isImage } from '../../src/engine/contract/ports/image.ts';
import type { OpenSourceOptions } from '../../src/engine/read/open/open-options.ts';
import { openSource } from '../../src/engine/read/open/open-source.ts';

/** Opens what must be an image, and closes it. */
export async function withImage<T>(
  path: string,
  work: (image: Image) => Promise<T>,
  options: OpenSourceOptions = {},
): Promise<T> {
  const image = await openSource(path, options);
  try {
    if (!isImage(image)) throw new Error(`${path} is a stream`);
    return await work(image);
  } finally {
    await image.close();
  }
}

/** All of it, in reads of a length that fits no block. */
export async function wholeOf(image: Image, stepBytes = 1_000_003): Promise<Buffer> {
  const whole = Buffer.alloc(image.sizeBytes);
  for (let at = 0; at < whole.length; at += stepBytes)
    await image.read(at, whole.subarray(at, at + stepBytes));
  return whole;
}

/** Places and lengths that are the same each time, four on their way at once. The first that differs from `raw`, if one does. */
export async function randomReadsDiffer(image: Image, raw: Buffer, count = 200): Promise<number | undefined> {
  let state = 7;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  const places = Array.from({ length: count }, () => {
    const atByte = next(raw.length);
    return { atByte, lengthBytes: Math.min(raw.length - atByte, 1 + next(200_000)) };
  });
  let wrong: number | undefined;
  const reader = async (): Promise<void> => {
    for (let place = places.pop(); place; place = places.pop()) {
      const into = Buffer.alloc(place.lengthBytes);
      await image.read(place.atByte, into);
      if (!into.equals(raw.subarray(place.atByte, place.atByte + place.lengthBytes))) wrong ??= place.atByte;
    }
  };
  await Promise.all([reader(), reader(), reader(), reader()]);
  return wrong;
}
