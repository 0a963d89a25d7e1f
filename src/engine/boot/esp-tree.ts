import { type FatFile, type FatFolder, isFolder, MAX_FAT_FILE_BYTES } from '../formats/fat/tree.ts';
import type { Tree } from '../tree/tree.ts';
import { grubStubs } from './grub-stubs.ts';
import type { NodeReader } from './node-reader.ts';
import { childrenOf, findFile, findFolder } from './tree-lookup.ts';

type Folder = FatFolder<number>;
type Entry = Folder | FatFile<number>;

/**
 * What an EFI system partition for a folder holds: its `EFI`, the menus of systemd-boot with the kernels they name
 * (that loader sees only its own partition), and a way for GRUB to find its menu on the volume.
 */
export async function espTree(
  tree: Tree,
  read: NodeReader,
  secondsOf: (node: number) => number,
): Promise<Folder> {
  const copy = (node: number, name: string): Entry[] => copyNode(tree, node, name, secondsOf);
  const efi = findFolder(tree, 'EFI')!;
  const loader = findFolder(tree, 'loader');
  const entries = [...copy(efi, 'EFI'), ...(loader === undefined ? [] : copy(loader, 'loader'))];
  const root: Folder = { name: '', modifiedAt: secondsOf(0), entries };
  const kernels = loader === undefined ? [] : await kernelsOf(tree, read, loader);
  const added = [
    ...kernels.map((path) => ({ path, file: copy(findFile(tree, path)!, '')[0] as FatFile<number> })),
    ...(await grubStubs(tree, read, secondsOf(0))),
  ];
  return added.reduce((folder, { path, file }) => withFile(folder, path, file), root);
}

function copyNode(tree: Tree, node: number, name: string, secondsOf: (node: number) => number): Entry[] {
  const modifiedAt = secondsOf(node);
  if (tree.isFile(node)) {
    const sizeBytes = tree.sizeBytes[node]!;
    return sizeBytes <= MAX_FAT_FILE_BYTES ? [{ name, modifiedAt, sizeBytes, content: node }] : [];
  }
  if (!tree.isFolder(node)) return [];
  const taken = new Set<string>();
  const entries = [...childrenOf(tree, node)].flatMap((child) => {
    const own = tree.textOf(child);
    if (taken.has(own.toLowerCase()) || isEfiImage(own)) return [];
    taken.add(own.toLowerCase());
    return copyNode(tree, child, own, secondsOf);
  });
  return [{ name, modifiedAt, entries }];
}

/** Images of other EFI system partitions are not needed inside one. */
function isEfiImage(name: string): boolean {
  return /^(efisys.*\.bin|efiboot\.img|efi\.img)$/i.test(name);
}

/** Kernels and initial file systems that the entries of systemd-boot name. Boot Loader Specification. */
async function kernelsOf(tree: Tree, read: NodeReader, loader: number): Promise<string[]> {
  const folder = [...childrenOf(tree, loader)].find((node) => tree.textOf(node) === 'entries');
  if (folder === undefined || !tree.isFolder(folder)) return [];
  const paths = new Set<string>();
  for (const node of childrenOf(tree, folder)) {
    if (!tree.isFile(node)) continue;
    const text = await read.text(node);
    for (const [, path] of text.matchAll(/^\s*(?:linux|initrd|efi|devicetree)\s+(\S+)/gm)) paths.add(path!);
  }
  const isInEfi = (path: string) => /^\/?(efi|loader)\//i.test(path);
  return [...paths].filter((path) => !isInEfi(path) && findFile(tree, path) !== undefined);
}

/** The folder with a file more; the folders on the way are made, what is there stays. */
export function withFile(folder: Folder, path: string, file: FatFile<number>): Folder {
  const [name = '', ...rest] = path.split('/').filter(Boolean);
  const there = folder.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  if (rest.length === 0)
    return there ? folder : { ...folder, entries: [...folder.entries, { ...file, name }] };
  if (there && !isFolder(there)) return folder;
  const inner = withFile(there ?? { name, modifiedAt: folder.modifiedAt, entries: [] }, rest.join('/'), file);
  const others = folder.entries.filter((entry) => entry !== there);
  return { ...folder, entries: [...others, inner] };
}
