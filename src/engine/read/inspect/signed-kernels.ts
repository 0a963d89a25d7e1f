import { programPlaces } from '../../bytes/formats/efi/sections.ts';
import { signersIn } from '../../bytes/formats/efi/signers.ts';
import type { SignedKernel } from '../../contract/events/secure-boot.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { findEntry } from '../browse/find.ts';
import { volumesOf } from '../browse/open-volume.ts';
import type { Volume, VolumeEntry } from '../browse/volume.ts';
import { HEAD_BYTES } from './efi-at.ts';

/** Where installers and live systems keep their kernels. */
const FOLDERS = ['/live', '/casper', '/install.amd', '/install', '/boot', '/images/pxeboot', '/isolinux'];
const KERNEL = /^(vmlinuz|linux|bzimage)([.-].*)?$/i;
const MOST_KERNELS = 4;
const LARGEST_TABLE_BYTES = 1 << 18;

/**
 * Kernels in the usual places, and who signed each: a GRUB that shim has started refuses one that nobody signed. None where nothing can
 * be read: that is told elsewhere.
 */
export async function signedKernels(image: Readable): Promise<SignedKernel[]> {
  try {
    const [volume] = await volumesOf(image, '');
    return volume ? await kernelsIn(volume) : [];
  } catch {
    return [];
  }
}

async function kernelsIn(volume: Volume): Promise<SignedKernel[]> {
  const found: SignedKernel[] = [];
  for (const folder of FOLDERS) {
    const at = await findEntry(volume, folder, '').catch(() => undefined);
    if (at?.entry?.type !== 'dir') continue;
    for await (const entry of volume.list(at.entry)) {
      if (found.length >= MOST_KERNELS) return found;
      if (entry.type !== 'file' || !KERNEL.test(entry.name)) continue;
      found.push({ path: `${folder.slice(1)}/${entry.name}`, signers: await signersOf(volume, entry) });
    }
  }
  return found;
}

async function signersOf(volume: Volume, entry: VolumeEntry): Promise<string[]> {
  const content = await volume.open(entry);
  const bytesAt = async (atByte: number, lengthBytes: number): Promise<Uint8Array> => {
    const room = Math.max(0, Math.min(lengthBytes, content.sizeBytes - atByte));
    const into = new Uint8Array(room);
    if (room > 0) await content.read(atByte, into);
    return into;
  };
  const { certificates } = programPlaces(await bytesAt(0, HEAD_BYTES)) ?? {};
  if (!certificates) return [];
  const { atByte, lengthBytes } = certificates;
  return signersIn(await bytesAt(atByte, Math.min(lengthBytes, LARGEST_TABLE_BYTES))).map(({ name }) => name);
}
