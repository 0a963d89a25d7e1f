import { type FatFile, type FatFolder, isFolder, MAX_FAT_FILE_BYTES } from '../../bytes/formats/fat/tree.ts';
import type { Loss, LossReason } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFile, findFolder } from '../tree/tree-lookup.ts';
import { grubStubs } from './grub-stubs.ts';
import { wordsOf } from './menu-words.ts';
import type { NodeReader } from './node-reader.ts';

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
): Promise<{ readonly root: Folder; readonly losses: readonly Loss[] }> {
  const copier = new Copier(tree, secondsOf);
  const efi = present(findFolder(tree, 'EFI'));
  const loader = findFolder(tree, 'loader');
  const entries = [
    ...copier.copy(efi, 'EFI'),
    ...(loader === undefined ? [] : copier.copy(loader, 'loader')),
  ];
  const root: Folder = { name: '', modifiedAt: secondsOf(0), entries };
  const kernels = loader === undefined ? [] : await kernelsOf(tree, read, loader);
  const added = [
    ...kernels.flatMap((path) => {
      const [file] = copier.copy(present(findFile(tree, path)), '');
      return file && !isFolder(file) ? [{ path, file }] : [];
    }),
    ...(await grubStubs(tree, read, secondsOf(0))),
  ];
  return {
    root: added.reduce((folder, { path, file }) => withFile(folder, path, file), root),
    losses: copier.losses,
  };
}

/** Copies nodes as FAT can hold them; what it cannot is a loss. */
class Copier {
  readonly losses: Loss[] = [];
  readonly #tree: Tree;
  readonly #secondsOf: (node: number) => number;

  constructor(tree: Tree, secondsOf: (node: number) => number) {
    this.#tree = tree;
    this.#secondsOf = secondsOf;
  }

  copy(node: number, name: string): Entry[] {
    const tree = this.#tree;
    const modifiedAt = this.#secondsOf(node);
    if (tree.isFile(node)) {
      const sizeBytes = tree.sizeOf(node);
      if (sizeBytes > MAX_FAT_FILE_BYTES) return this.#lose(node, 'file-too-large');
      return [{ name, modifiedAt, sizeBytes, content: node }];
    }
    if (!tree.isFolder(node))
      return this.#lose(node, tree.isLink(node) ? 'link-dropped' : 'special-file-dropped');
    return [{ name, modifiedAt, entries: this.#children(node) }];
  }

  #children(folder: number): Entry[] {
    const taken = new Set<string>();
    return [...childrenOf(this.#tree, folder)].flatMap((child) => {
      const name = this.#tree.textOf(child);
      if (isEfiImage(name)) return [];
      if (taken.has(name.toLowerCase())) return this.#lose(child, 'same-name-dropped');
      taken.add(name.toLowerCase());
      return this.copy(child, name);
    });
  }

  #lose(node: number, reason: LossReason): [] {
    this.losses.push({ path: this.#tree.pathOf(node), reason, where: 'esp' });
    return [];
  }
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
    for (const line of (await read.text(node)).split('\n')) {
      const [key = '', path] = wordsOf(line);
      if (path !== undefined && NAMES_A_FILE.has(key)) paths.add(path);
    }
  }
  const isInEfi = (path: string) => /^\/?(efi|loader)\//i.test(path);
  const found = [...paths].filter((path) => !isInEfi(path) && findFile(tree, path) !== undefined);
  return found.slice(0, MOST_KERNELS);
}

const NAMES_A_FILE = new Set(['linux', 'initrd', 'efi', 'devicetree']);
/** More than any partition holds. */
const MOST_KERNELS = 256;

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
