import { t } from './language.ts';
import { sizeText } from './sizes.ts';

/** `xz, 631 MiB inside`, or only what it is packed in while nobody knows what is inside. */
export function containerText({
  container = '',
  packedBytes,
  sizeBytes,
}: {
  readonly container?: string;
  readonly packedBytes?: number;
  readonly sizeBytes: number;
}): string {
  const words = t().sources;
  const packed = packedBytes === undefined ? container : words.packed(container, sizeText(packedBytes));
  return sizeBytes > 0 ? words.inside(packed, sizeText(sizeBytes)) : words.insideUnknown(packed);
}
