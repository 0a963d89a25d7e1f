import { type EfiProcessor, processorsIn } from '../../bytes/formats/efi/processors.ts';
import { readFat } from '../../bytes/formats/fat/read.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFile, findFolder } from '../tree/tree-lookup.ts';
import type { NodeReader } from './node-reader.ts';

/** What UEFI can start: an image in the folder, or loaders an image can be built of. */
export type EfiFinding =
  | { readonly kind: 'image'; readonly node: number; readonly processors: readonly EfiProcessor[] }
  | { readonly kind: 'folder'; readonly node: number; readonly processors: readonly EfiProcessor[] };

export interface EfiSearch {
  readonly found?: EfiFinding | undefined;
  /** Files that have the name of an EFI image and are none, or have no loader. */
  readonly unusable: readonly number[];
}

const imagePaths = [
  'efi/microsoft/boot/efisys.bin',
  'boot/grub/efi.img',
  'images/efiboot.img',
  'EFI/archiso/efiboot.img',
  'boot/efi.img',
  'boot/x86_64/efi',
  'efi.img',
  'limine-uefi-cd.bin',
  'boot/limine-uefi-cd.bin',
  'boot/limine/limine-uefi-cd.bin',
  'boot/grub2/efi.img',
  'boot/efiboot.img',
  'efiboot.img',
  'isolinux/efiboot.img',
];

/** An EFI image goes before the loaders in EFI/BOOT: it is what the folder's maker meant. */
export async function findEfi(tree: Tree, read: NodeReader): Promise<EfiSearch> {
  const unusable: number[] = [];
  for (const path of imagePaths) {
    const node = findFile(tree, path);
    if (node === undefined) continue;
    const processors = await processorsInImage(node, read);
    if (processors.length > 0) return { found: { kind: 'image', node, processors }, unusable };
    unusable.push(node);
  }
  return { found: loadersIn(tree), unusable };
}

async function processorsInImage(node: number, read: NodeReader): Promise<EfiProcessor[]> {
  const volume = await readFat((atByte, lengthBytes) => read.read(node, atByte, lengthBytes));
  const files = await volume?.list('/EFI/BOOT');
  return processorsIn((files ?? []).map(({ name }) => name));
}

function loadersIn(tree: Tree): EfiFinding | undefined {
  const node = findFolder(tree, 'EFI/BOOT');
  if (node === undefined) return undefined;
  const files = [...childrenOf(tree, node)].filter((child) => tree.isFile(child));
  const processors = processorsIn(files.map((child) => tree.textOf(child)));
  return processors.length > 0 ? { kind: 'folder', node, processors } : undefined;
}
