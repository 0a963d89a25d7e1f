import { type EfiProcessor, efiLoaders } from '../../bytes/formats/efi/processors.ts';
import { isProgramFor } from '../../bytes/formats/efi/program.ts';
import { keysOf } from '../../contract/plan/record.ts';
import { findEntry } from '../browse/find.ts';
import type { PlacedListing } from '../browse/volume.ts';
import type { Sight } from './bounded-reader.ts';
import { type EfiLoaders, HEAD_BYTES, NONE } from './efi-at.ts';

const NAMELESS = '';

/** Loaders in EFI/BOOT of a volume, in capitals: firmware that reads UDF takes names letter by letter. UEFI 2.10 §3.5.1.1. */
export async function udfLoadersIn(
  volume: PlacedListing,
  { bytes }: Pick<Sight, 'bytes'>,
): Promise<EfiLoaders> {
  const folder = await findEntry(volume, 'EFI/BOOT', NAMELESS).catch(() => undefined);
  if (folder?.entry.type !== 'dir') return NONE;
  const found: { readonly [S in keyof EfiLoaders]: EfiProcessor[] } = { starts: [], refused: [] };
  for await (const { name, type, runs, sizeBytes } of volume.list(folder.entry)) {
    const processor = keysOf(efiLoaders).find((one) => efiLoaders[one].toUpperCase() === name);
    const place = runs[0]?.atByte;
    if (!processor || type !== 'file' || place === undefined) continue;
    const head = await bytes(place, Math.min(HEAD_BYTES, sizeBytes));
    found[isProgramFor(processor, head) ? 'starts' : 'refused'].push(processor);
  }
  return found;
}
