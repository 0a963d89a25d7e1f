import type { ProfileId } from '../../contract/events/boot-facts.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFolder, findNode } from '../tree/tree-lookup.ts';

/** A kind of medium, by what its tree has. */
export interface Profile {
  readonly id: ProfileId;
  readonly matches: (tree: Tree) => boolean;
  /** Such a medium normally starts from these: their lack is said before the build. */
  readonly starts: { readonly bios: string | undefined; readonly efi: string | undefined };
}

const has = (tree: Tree, ...paths: readonly string[]) =>
  paths.every((path) => findNode(tree, path) !== undefined);
const some = (tree: Tree, ...paths: readonly string[]) =>
  paths.some((path) => findNode(tree, path) !== undefined);

const isolinuxBin = 'isolinux/isolinux.bin';
const grubImage = 'boot/grub/i386-pc/eltorito.img';
const efiImage = 'boot/grub/efi.img';

/** The first that matches counts: special ones stand before general ones. */
export const profiles: readonly Profile[] = [
  {
    id: 'windows',
    matches: (tree) =>
      some(tree, 'bootmgr', 'bootmgr.efi') &&
      some(tree, 'sources/boot.wim', 'sources/install.wim', 'sources/install.esd', 'sources/install.swm'),
    starts: { bios: 'boot/etfsboot.com', efi: 'efi/microsoft/boot/efisys.bin' },
  },
  {
    id: 'ubuntu',
    matches: (tree) => has(tree, 'casper') && some(tree, '.disk', 'casper/vmlinuz', 'casper/initrd'),
    starts: { bios: grubImage, efi: efiImage },
  },
  {
    id: 'debian-live',
    matches: (tree) => filesIn(tree, 'live', /\.squashfs$/i),
    starts: { bios: isolinuxBin, efi: efiImage },
  },
  {
    id: 'debian-installer',
    matches: (tree) =>
      has(tree, 'dists', 'pool') || some(tree, 'install.amd', 'install.386', 'install.a64', 'install.arm'),
    starts: { bios: isolinuxBin, efi: efiImage },
  },
  {
    id: 'fedora',
    matches: (tree) => some(tree, 'LiveOS', 'images/pxeboot', '.discinfo', '.treeinfo'),
    starts: { bios: 'images/eltorito.img', efi: 'images/efiboot.img' },
  },
  {
    id: 'arch',
    matches: (tree) => some(tree, 'arch/x86_64', 'arch/boot', 'arch/i686'),
    starts: { bios: 'boot/syslinux/isolinux.bin', efi: 'EFI/archiso/efiboot.img' },
  },
  {
    id: 'opensuse',
    matches: (tree) => has(tree, 'boot/x86_64/loader'),
    starts: { bios: 'boot/x86_64/loader/isolinux.bin', efi: 'boot/x86_64/efi' },
  },
  {
    id: 'memtest',
    matches: (tree) => filesIn(tree, 'boot', /^(memtest|mt86)/i) && !some(tree, 'boot/grub', 'isolinux'),
    starts: { bios: undefined, efi: undefined },
  },
  {
    id: 'freebsd',
    matches: (tree) => has(tree, 'boot/kernel') && some(tree, 'boot/loader', 'boot/cdboot'),
    starts: { bios: 'boot/cdboot', efi: undefined },
  },
  {
    id: 'isolinux',
    matches: (tree) =>
      some(tree, 'isolinux', 'isolinux.cfg', 'isolinux.bin', 'boot/isolinux', 'syslinux', 'boot/syslinux'),
    starts: { bios: isolinuxBin, efi: undefined },
  },
  {
    id: 'grub',
    matches: (tree) => some(tree, 'boot/grub', 'boot/grub2'),
    starts: { bios: undefined, efi: undefined },
  },
  {
    id: 'systemd-boot',
    matches: (tree) => some(tree, 'loader/entries', 'loader/loader.conf', 'EFI/Linux'),
    starts: { bios: undefined, efi: 'EFI/BOOT/BOOTX64.EFI' },
  },
];

/** Whether a folder holds something of that name. */
function filesIn(tree: Tree, path: string, name: RegExp): boolean {
  const folder = findFolder(tree, path);
  if (folder === undefined) return false;
  for (const node of childrenOf(tree, folder)) if (name.test(tree.textOf(node))) return true;
  return false;
}

export function profileOf(tree: Tree): Profile | undefined {
  return profiles.find(({ matches }) => matches(tree));
}
