import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { ElToritoFacts } from '../../contract/events/inspection.ts';
import type { SecureBootFacts } from '../../contract/events/secure-boot.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { Sight } from './bounded-reader.ts';
import { secureBootFacts } from './secure-boot.ts';
import { signedKernels } from './signed-kernels.ts';
import type { StickFacts } from './stick.ts';

/** What Secure Boot makes of an image, by its loaders as disc and as stick, and by its kernels; nothing without a loader for 64-bit PCs. */
export async function secureBootOf(
  image: Readable<number | undefined>,
  entries: readonly ElToritoFacts[],
  { loaders, startBytes }: Pick<StickFacts, 'loaders' | 'startBytes'>,
): Promise<SecureBootFacts | undefined> {
  const processors = [...loaders.starts, ...entries.flatMap((one) => one.processors)];
  if (!processors.includes('uefi-x64')) return undefined;
  const places = entries.filter((one) => one.processors.length > 0).map(({ lba }) => lba * SECTOR_BYTES);
  const facts = await secureBootFacts(new Sight(image).bytes, [...places, ...startBytes]);
  const { sizeBytes, reachBytes } = image;
  // Of what is only seen from its beginning, nobody knows.
  if (facts === undefined || sizeBytes === undefined || reachBytes !== undefined) return facts;
  const kernels = await signedKernels({ sizeBytes, read: image.read.bind(image) });
  return kernels.length > 0 ? { ...facts, kernels } : facts;
}
