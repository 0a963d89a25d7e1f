import type { Image } from '../../contract/ports/image.ts';

/** The file or structure a byte of an image belongs to, when one is known. */
export function nameAt(image: Pick<Image, 'extents'>, atByte: number): string | undefined {
  for (const extent of image.extents()) {
    if (atByte >= extent.atByte && atByte < extent.atByte + extent.lengthBytes) return extent.name;
  }
  return undefined;
}
