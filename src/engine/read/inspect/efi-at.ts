import { processorsIn } from '../../bytes/formats/efi/processors.ts';
import { readFat } from '../../bytes/formats/fat/read.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';

/**
 * The processors whose loader lies in EFI/BOOT of a FAT volume; none when it is none, or is not all there: its folders may be, and
 * the loader not.
 *
 * @param roomBytes how much of the image is left from its beginning on
 * @param shownBytes how much of it firmware sees, when that is less: a boot entry says how much it loads
 */
export async function efiProcessorsAt(
  volume: ReadAt,
  roomBytes: number,
  shownBytes = roomBytes,
): Promise<string[]> {
  const fat = await readFat(volume);
  if (fat === undefined || fat.sizeBytes > roomBytes) return [];
  const files = (await fat.list('/EFI/BOOT')) ?? [];
  const whole = files.filter((file) => !file.isFolder && file.sizeBytes > 0 && fat.endOf(file) <= shownBytes);
  return processorsIn(whole.map(({ name }) => name));
}
