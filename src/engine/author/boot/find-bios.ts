import { floppySizes } from '../../bytes/formats/eltorito/catalogue.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFolder, firstFile, shallowFolders } from '../tree/tree-lookup.ts';
import { type BiosLoader, biosLoaders, floppyLoader, isolinuxLoader } from './bios-loaders.ts';
import type { NodeReader } from './node-reader.ts';

export interface BiosFinding {
  readonly loader: BiosLoader;
  readonly node: number;
}

const SEARCH_DEPTH = 4;

/** The loader for BIOS in a folder, by the names today's media use. */
export async function findBios(tree: Tree, read: NodeReader): Promise<BiosFinding | undefined> {
  for (const loader of biosLoaders) {
    const node = firstFile(tree, loader.paths);
    if (node !== undefined) return { loader, node };
  }
  return isolinuxElsewhere(tree) ?? (await floppyImage(tree, read));
}

function isolinuxElsewhere(tree: Tree): BiosFinding | undefined {
  for (const folder of shallowFolders(tree, SEARCH_DEPTH))
    for (const node of childrenOf(tree, folder))
      if (isNamed(tree, node, 'isolinux.bin') && tree.isFile(node) && tree.sizeOf(node) > 0)
        return { loader: isolinuxLoader, node };
  return undefined;
}

function isNamed(tree: Tree, node: number, name: string): boolean {
  return tree.nameBytes(node) === name.length && tree.textOf(node).toLowerCase() === name;
}

/** A file of a floppy's exact size that begins like a boot sector, in the root or in `boot`. */
async function floppyImage(tree: Tree, read: NodeReader): Promise<BiosFinding | undefined> {
  for (const folder of [findFolder(tree, 'boot'), 0]) {
    if (folder === undefined) continue;
    for (const node of childrenOf(tree, folder)) {
      const emulation = tree.isFile(node) ? floppySizes.get(tree.sizeOf(node)) : undefined;
      if (emulation && isBootSector(await read.read(node, 0, 512)))
        return { loader: floppyLoader(emulation), node };
    }
  }
  return undefined;
}

/** The signature at its end, or a jump at its start. */
function isBootSector(bytes: Uint8Array): boolean {
  return (bytes[510] === 0x55 && bytes[511] === 0xaa) || bytes[0] === 0xeb || bytes[0] === 0xe9;
}
