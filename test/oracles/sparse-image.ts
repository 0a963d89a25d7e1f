import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { AuthoredImage } from '../../src/engine/author/plan/authored-image.ts';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import { author } from '../engine/author/making.ts';

/** Of larger files only the ends are copied: the rest of them is a hole anyway. */
const WHOLE_BYTES = 64 << 20;
const END_BYTES = 2 << 20;
const STEP_BYTES = 1 << 20;

/** Plans a folder and writes its image without reading the insides of huge sparse files. */
export async function makeSparseImage(
  folder: string,
  path: string,
  options: Partial<AuthorOptions> = {},
): Promise<AuthoredImage> {
  const image = await author(folder, options);
  const fd = openSync(path, 'w');
  ftruncateSync(fd, image.sizeBytes);
  for (const { atByte, lengthBytes, from } of image.extents()) {
    if (from === 'zeros') continue;
    const isWhole = from === 'memory' || lengthBytes <= WHOLE_BYTES;
    await copy(image, fd, atByte, isWhole ? lengthBytes : END_BYTES);
    if (!isWhole) await copy(image, fd, atByte + lengthBytes - END_BYTES, END_BYTES);
  }
  closeSync(fd);
  await image.close();
  return image;
}

async function copy(image: AuthoredImage, fd: number, start: number, lengthBytes: number): Promise<void> {
  for (let done = 0; done < lengthBytes; done += STEP_BYTES) {
    const bytes = new Uint8Array(Math.min(STEP_BYTES, lengthBytes - done));
    await image.read(start + done, bytes);
    if (bytes.some((byte) => byte !== 0)) writeSync(fd, bytes, 0, bytes.length, start + done);
  }
}
