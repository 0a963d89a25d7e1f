import type { NodeReader } from '../boot/node-reader.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFile, findFolder } from '../tree/tree-lookup.ts';

/** A menu of GRUB that a BIOS can show, and the folder that its own words are relative to. */
export interface GrubMenu {
  readonly path: string;
  readonly prefix: string;
}

/** Where images have their menu; those for UEFI alone come last. */
const MENUS = [
  'boot/grub/grub.cfg',
  'boot/grub2/grub.cfg',
  'boot/grub/loopback.cfg',
  'EFI/BOOT/grub.cfg',
  'EFI/fedora/grub.cfg',
  'EFI/debian/grub.cfg',
] as const;
/** A folder that is not there: modules of another version must not be found. */
const NO_FOLDER = '/boot/isowright';

/** The first menu that GRUB for BIOS understands: `linuxefi` is a word of GRUB for UEFI. */
export async function menuForGrub(tree: Tree, read: NodeReader): Promise<GrubMenu | undefined> {
  for (const path of MENUS) {
    const node = findFile(tree, path);
    if (node === undefined) continue;
    if (!isForBios(await read.text(node))) continue;
    const shown = tree.pathOf(node);
    const folder = shown.slice(0, shown.lastIndexOf('/'));
    return { path: shown, prefix: hasModules(tree, folder) ? NO_FOLDER : folder };
  }
  return undefined;
}

function isForBios(text: string): boolean {
  const words = text.split('\n').map((line) => line.trim().split(/\s/, 1)[0]);
  return !words.includes('linuxefi') || words.includes('linux') || words.includes('linux16');
}

function hasModules(tree: Tree, folder: string): boolean {
  const modules = findFolder(tree, `${folder}/i386-pc`);
  if (modules === undefined) return false;
  return [...childrenOf(tree, modules)].some((node) => tree.textOf(node).endsWith('.mod'));
}
