import type { FatFile } from '../../bytes/formats/fat/tree.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFile, findFolder } from '../tree/tree-lookup.ts';
import type { NodeReader } from './node-reader.ts';

const menus = ['boot/grub/grub.cfg', 'boot/grub2/grub.cfg'];
const LOADER_BYTES = 8 << 20;
/** A loader of somebody else may name a million. */
const MOST_FOLDERS = 64;

/**
 * GRUB on an EFI system partition looks for `grub.cfg` in a folder that is written into it (`/EFI/debian`) and not for
 * the menu on the volume. For each such folder without a menu: one that leads to the volume's.
 */
export async function grubStubs(
  tree: Tree,
  read: NodeReader,
  modifiedAt: number,
): Promise<{ readonly path: string; readonly file: FatFile<number> }[]> {
  const menu = menus.find((path) => findFile(tree, path) !== undefined);
  const folder = findFolder(tree, 'EFI/BOOT');
  if (menu === undefined || folder === undefined) return [];
  const prefixes = new Set<string>();
  for (const node of childrenOf(tree, folder))
    if (tree.isFile(node) && /\.efi$/i.test(tree.textOf(node)))
      for (const prefix of prefixesIn(await read.content(node, LOADER_BYTES))) prefixes.add(prefix);
  const content = new TextEncoder().encode(stub(menu));
  return [...prefixes].slice(0, MOST_FOLDERS).map((prefix) => ({
    path: `${prefix}/grub.cfg`,
    file: { name: 'grub.cfg', modifiedAt, sizeBytes: content.length, content },
  }));
}

/** Folders below /EFI that stand as text in a GRUB binary. */
function prefixesIn(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.includes('grub')) return [];
  const found = [...text.matchAll(/\/EFI\/([A-Za-z0-9_-]{1,32})(?=\0|\/grub\.cfg\0)/gi)];
  return ['/EFI/BOOT', ...found.map(([, name]) => `/EFI/${name}`)];
}

function stub(menu: string): string {
  const folder = menu.replace(/\/grub\.cfg$/, '');
  return [
    `search --file --set=root /${menu}`,
    `set prefix=($root)/${folder}`,
    `configfile /${menu}`,
    '',
  ].join('\n');
}
