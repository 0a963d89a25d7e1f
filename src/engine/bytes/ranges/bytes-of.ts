import type { Readable } from '../../contract/ports/image.ts';

/** Reads a range; what lies behind the end of the image is left out. */
export type ReadAt = (atByte: number, lengthBytes: number) => Promise<Uint8Array>;

/** Small ranges of an image, read whole. */
export function bytesOf(image: Readable): ReadAt {
  return async (atByte, lengthBytes) => {
    const from = Math.min(Math.max(atByte, 0), image.sizeBytes);
    const into = new Uint8Array(Math.max(0, Math.min(lengthBytes, image.sizeBytes - from)));
    if (into.length > 0) await image.read(from, into);
    return into;
  };
}

/** A part of an image as if it were one. */
export function within(bytes: ReadAt, startByte: number): ReadAt {
  return (atByte, lengthBytes) => bytes(startByte + atByte, lengthBytes);
}
