import { type FatVolume, readFat } from '../../../../src/engine/bytes/formats/fat/read.ts';
import { bytesOf as readerOf, within } from '../../../../src/engine/bytes/ranges/bytes-of.ts';
import type { Image } from '../../../../src/engine/contract/ports/image.ts';

const VOLUME_BYTE = 1 << 20;

async function volumeOf(image: Image): Promise<FatVolume> {
  const volume = await readFat(within(readerOf(image), VOLUME_BYTE));
  if (!volume) throw new Error('no FAT volume');
  return volume;
}

/** Names of a folder of a planned stick, in the order of their letters. */
export async function namesIn(image: Image, folder: string): Promise<string[]> {
  const entries = (await (await volumeOf(image)).list(folder)) ?? [];
  return entries
    .map(({ name }) => name)
    .filter((name) => name !== '.' && name !== '..')
    .sort((a, b) => a.localeCompare(b, 'en'));
}

/** The content of a file of a planned stick. */
export async function contentIn(image: Image, path: string): Promise<Uint8Array> {
  const volume = await volumeOf(image);
  const at = path.lastIndexOf('/');
  const entry = (await volume.list(path.slice(0, at)))?.find(({ name }) => name === path.slice(at + 1));
  if (!entry) throw new Error(`no ${path}`);
  const [run] = volume.runs(entry);
  return run ? readerOf(image)(VOLUME_BYTE + run.atByte, entry.sizeBytes) : new Uint8Array();
}
