import { Failure } from '../../../contract/failure/failure.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { Volume, VolumeEntry } from '../../../read/browse/volume.ts';
import { openWim } from '../../../read/browse/wim/open-wim.ts';

/** In every image of an installer; a single image has no folder of its own. */
const PATHS = [
  ['1', 'Windows', 'Boot', 'EFI', 'bootmgfw.efi'],
  ['Windows', 'Boot', 'EFI', 'bootmgfw.efi'],
] as const;
const MOST_BYTES = 16 << 20;
const UNREADABLE = ['file-system-unsupported', 'source-damaged'];

/**
 * The loader that Windows 7 has for UEFI only inside the system it installs. Undefined for a WIM that has none, or that is
 * not read here.
 *
 * @throws Failure `source-truncated`, `source-unreadable`, `source-changed`
 */
export async function windowsLoader(wim: Readable, path: string): Promise<Uint8Array | undefined> {
  try {
    const volume = await openWim(wim, path);
    for (const names of volume ? PATHS : []) {
      const found = volume && (await entryAt(volume, names));
      if (found) return await contentOf(volume, found);
    }
  } catch (error) {
    if (!(error instanceof Failure) || !UNREADABLE.includes(error.code)) throw error;
  }
  return undefined;
}

async function entryAt(volume: Volume, names: readonly string[]): Promise<VolumeEntry | undefined> {
  let entry: VolumeEntry | undefined = volume.root;
  for (const name of names) {
    if (entry?.type !== 'dir') return undefined;
    entry = await childNamed(volume, entry, name.toLowerCase());
  }
  return entry?.type === 'file' && entry.sizeBytes <= MOST_BYTES ? entry : undefined;
}

async function childNamed(
  volume: Volume,
  folder: VolumeEntry,
  name: string,
): Promise<VolumeEntry | undefined> {
  for await (const entry of volume.list(folder)) if (entry.name.toLowerCase() === name) return entry;
  return undefined;
}

/** All of it, compared with the SHA-1 that the WIM has of it. */
async function contentOf(volume: Volume, entry: VolumeEntry): Promise<Uint8Array> {
  const content = await volume.open(entry);
  const bytes = new Uint8Array(content.sizeBytes);
  await content.read(0, bytes);
  const comparison = content.compare?.();
  comparison?.passed(bytes);
  comparison?.end();
  return bytes;
}
