import { ISOMD5_AT_BYTE, ISOMD5_BYTES } from '../../bytes/formats/isomd5/field.ts';
import { findImplanted } from '../../bytes/formats/isomd5/implanted.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { DescribedOptions } from '../iso/like-original.ts';
import type { OpenedOriginal } from './open-original.ts';

/** Whatever the original has and nobody spoke of: UDF, and the checksum by which it checks itself. */
export async function likeEdited(
  options: DescribedOptions,
  { image, hasUdf }: OpenedOriginal,
): Promise<DescribedOptions> {
  const udf = options.udf ?? (hasUdf ? true : undefined);
  const isChecked = options.iso9660 !== false && (await hasImplanted(image));
  return { ...options, udf, md5: options.md5 ?? (isChecked ? true : undefined) };
}

async function hasImplanted(image: OpenedOriginal['image']): Promise<boolean> {
  return findImplanted(await bytesOf(image)(0, ISOMD5_AT_BYTE + ISOMD5_BYTES)) !== undefined;
}
