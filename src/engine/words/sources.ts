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
  const packed = packedBytes === undefined ? '' : ` of ${sizeText(packedBytes)}`;
  return sizeBytes > 0
    ? `${container}${packed}, ${sizeText(sizeBytes)} image inside`
    : `${container}${packed}; the size of the image inside is known at its end`;
}
