import { readFat } from '../../bytes/formats/fat/read.ts';
import { bytesOf, type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { discVolumesOf } from '../browse/open-volume.ts';
import { partsOf } from './parts.ts';

/**
 * Where FAT, as the whole image or in its partitions, says that nothing is kept; in order. What nobody speaks of counts as used: zeros
 * there may mean something. So does what two speak of, such as a FAT that is a file of an ISO 9660 volume as well.
 */
export async function freeSpace(image: Readable): Promise<ByteRange[]> {
  if ((await discVolumesOf(image, '')).length > 0) return [];
  const bytes = bytesOf(image);
  const parts = (await partsOf(bytes, image.sizeBytes)).sort(
    (left, right) => left.startByte - right.startByte,
  );
  if (parts.length === 0) return freeIn(bytes, { startByte: 0, lengthBytes: image.sizeBytes });
  const free: ByteRange[] = [];
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1]?.startByte ?? image.sizeBytes;
    if (part.startByte + part.lengthBytes > next) return [];
    free.push(...(await freeIn(bytes, part)));
  }
  return free;
}

async function freeIn(
  bytes: ReadAt,
  { startByte, lengthBytes: mostBytes }: { readonly startByte: number; readonly lengthBytes: number },
): Promise<ByteRange[]> {
  const volume = await readFat(within(bytes, startByte));
  if (!volume || volume.sizeBytes > mostBytes) return [];
  return [...volume.free()].map(({ atByte, lengthBytes }) => ({ atByte: startByte + atByte, lengthBytes }));
}
