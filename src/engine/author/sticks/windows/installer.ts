import type { Tree } from '../../tree/tree.ts';
import { childrenOf, findFile, findNode } from '../../tree/tree-lookup.ts';

/** Media for two processors have an installer in a folder for each. */
const SOURCES = ['sources', 'x86/sources', 'x64/sources'] as const;
const INSTALL_NAMES = ['install.wim', 'install.esd', 'install.swm'] as const;
const LOADERS = ['bootmgr', 'bootmgr.efi'] as const;

export type ProcessorName = 'amd64' | 'arm64' | 'x86';

/** How Windows' answer files name what EFI's loaders are named after. UEFI 2.10 §3.5.1.1. */
const PROCESSORS: Readonly<Record<string, ProcessorName>> = {
  'bootx64.efi': 'amd64',
  'bootaa64.efi': 'arm64',
  'bootia32.efi': 'x86',
};

/** An installer of Windows: where its system is, in which form. */
export interface WindowsInstaller {
  readonly installs: readonly { readonly node: number; readonly folder: string }[];
  readonly processors: readonly ProcessorName[];
}

/** Undefined for anything else; Windows PE alone installs nothing and reads no answers. */
export function windowsInstaller(tree: Tree): WindowsInstaller | undefined {
  if (!LOADERS.some((name) => findFile(tree, name) !== undefined)) return undefined;
  const installs = SOURCES.flatMap((folder) =>
    INSTALL_NAMES.flatMap((name) => {
      const node = findFile(tree, `${folder}/${name}`);
      return node === undefined ? [] : [{ node, folder }];
    }),
  );
  return installs.length === 0 ? undefined : { installs, processors: processorsOf(tree) };
}

/** That of nearly all, where no loader tells. */
function processorsOf(tree: Tree): ProcessorName[] {
  const folder = findNode(tree, 'efi/boot');
  const names = folder === undefined || !tree.isFolder(folder) ? [] : [...childrenOf(tree, folder)];
  const found = names.flatMap((node) => PROCESSORS[tree.textOf(node).toLowerCase()] ?? []);
  return found.length > 0 ? found : ['amd64'];
}
