import { processorsIn } from '../boot/efi-processors.ts';
import { readFat } from '../formats/fat/read.ts';
import type { BytesAt } from './bytes-of.ts';

/** The processors whose loader lies in EFI/BOOT of a FAT volume; none when it is none. */
export async function efiProcessorsAt(volume: BytesAt): Promise<string[]> {
  const files = await (await readFat(volume))?.list('/EFI/BOOT');
  return processorsIn((files ?? []).filter(({ isFolder }) => !isFolder).map(({ name }) => name));
}
