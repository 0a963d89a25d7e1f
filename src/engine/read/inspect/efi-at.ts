import { type EfiProcessor, efiLoaders } from '../../bytes/formats/efi/processors.ts';
import { isProgramFor } from '../../bytes/formats/efi/program.ts';
import { type FatEntry, type FatVolume, readFat } from '../../bytes/formats/fat/read.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { keysOf } from '../../contract/plan/record.ts';

/** What lies in EFI/BOOT, by the processors that look for it there. */
export interface EfiLoaders {
  /** Those whose firmware loads it. */
  readonly starts: readonly EfiProcessor[];
  /** Those whose firmware finds it, and refuses it: it is for another processor, or no program. */
  readonly refused: readonly EfiProcessor[];
}

export const NONE: EfiLoaders = { starts: [], refused: [] };
/** Enough for the header of a program, which stands behind a stub for DOS. */
export const HEAD_BYTES = 4096;

/**
 * The loaders in EFI/BOOT of a FAT volume; none when it is none, or is not all there: its folders may be, and the loader not.
 *
 * @param roomBytes how much of the image is left from its beginning on
 * @param shownBytes how much of it firmware sees, when that is less: a boot entry says how much it loads
 */
export async function efiLoadersAt(
  volume: ReadAt,
  roomBytes: number,
  shownBytes = roomBytes,
): Promise<EfiLoaders> {
  const fat = await readFat(volume);
  if (fat === undefined || fat.sizeBytes > roomBytes) return NONE;
  const files = (await fat.list('/EFI/BOOT')) ?? [];
  const found: { readonly [S in keyof EfiLoaders]: EfiProcessor[] } = { starts: [], refused: [] };
  for (const processor of keysOf(efiLoaders)) {
    const file = files.find(
      ({ name, isFolder, sizeBytes }) =>
        !isFolder && sizeBytes > 0 && name.toLowerCase() === efiLoaders[processor],
    );
    if (!file || fat.endOf(file) > shownBytes) continue;
    const head = await headOf(volume, fat, file);
    found[isProgramFor(processor, head) ? 'starts' : 'refused'].push(processor);
  }
  return found;
}

async function headOf(volume: ReadAt, fat: FatVolume, file: FatEntry): Promise<Uint8Array> {
  const [first] = fat.runs(file);
  if (!first) return new Uint8Array();
  return volume(first.atByte, Math.min(first.lengthBytes, file.sizeBytes, HEAD_BYTES));
}

/** What several volumes hold: what one of them starts is started. */
export function togetherOf(all: readonly EfiLoaders[]): EfiLoaders {
  const starts = keysOf(efiLoaders).filter((one) => all.some((loaders) => loaders.starts.includes(one)));
  const refused = keysOf(efiLoaders).filter(
    (one) => !starts.includes(one) && all.some((loaders) => loaders.refused.includes(one)),
  );
  return { starts, refused };
}
