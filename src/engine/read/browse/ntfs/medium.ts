import type { NtfsGeometry } from '../../../bytes/formats/ntfs/boot-sector.ts';
import type { Image, Readable } from '../../../contract/ports/image.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';

/** What an NTFS volume is read from. */
export interface NtfsMedium {
  readonly image: Readable & Pick<Image, 'path'>;
  readonly geometry: NtfsGeometry;
  readonly damaged: Damaged;
}

export function ntfsMedium(image: Readable, imagePath: string, geometry: NtfsGeometry): NtfsMedium {
  return { image: withPath(image, imagePath), geometry, damaged: damageOf(imagePath) };
}

/** The image with the name that failures give it. */
function withPath(image: Readable, path: string): NtfsMedium['image'] {
  return { path, sizeBytes: image.sizeBytes, read: (atByte, into) => image.read(atByte, into) };
}
