import { readFileSync } from 'node:fs';
import type { Tree } from '../tree/tree.ts';
import { findFile } from '../tree/tree-lookup.ts';
import type { NodeReader } from './node-reader.ts';

/** Boot code for the first sector of a stick. It is never part of this program: it comes from the folder or this machine. */
export interface MbrCode {
  readonly bytes: Uint8Array;
  /** The file it was taken from. */
  readonly from: string;
}

type Style = 'isolinux' | 'grub';

const inFolder: Record<Style, readonly string[]> = {
  isolinux: ['', 'isolinux/', 'syslinux/', 'boot/isolinux/', 'boot/syslinux/'].map(
    (path) => `${path}isohdpfx.bin`,
  ),
  grub: ['boot/grub', 'boot/grub2'].map((path) => `${path}/i386-pc/boot_hybrid.img`),
};

/** Where Debian, Fedora, openSUSE, Arch and Alpine install it. */
const onMachine: Record<Style, readonly string[]> = {
  isolinux: [
    '/usr/lib/ISOLINUX',
    '/usr/share/syslinux',
    '/usr/lib/syslinux/bios',
    '/usr/lib/syslinux/mbr',
    '/usr/lib/syslinux',
  ].map((folder) => `${folder}/isohdpfx.bin`),
  grub: [
    '/usr/lib/grub/i386-pc',
    '/usr/lib/grub2/i386-pc',
    '/usr/share/grub2/i386-pc',
    '/usr/share/grub/i386-pc',
  ].map((folder) => `${folder}/boot_hybrid.img`),
};

const LEAST_BYTES = 400;
const MOST_BYTES = 512;

/** The folder's own code goes first: it is of the loader's version. */
export async function findMbrCode(style: Style, tree: Tree, read: NodeReader): Promise<MbrCode | undefined> {
  for (const path of inFolder[style]) {
    const node = findFile(tree, path);
    if (node === undefined) continue;
    const bytes = await read.content(node, MOST_BYTES + 1);
    if (isCode(bytes)) return { bytes, from: tree.pathOf(node) };
  }
  return onMachine[style].map(machineFile).find((code) => code !== undefined);
}

function machineFile(path: string): MbrCode | undefined {
  try {
    const bytes = readFileSync(path);
    return isCode(bytes) ? { bytes, from: path } : undefined;
  } catch {
    return undefined;
  }
}

function isCode(bytes: Uint8Array): boolean {
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
}
