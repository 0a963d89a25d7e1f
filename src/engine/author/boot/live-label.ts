import type { Tree } from '../tree/tree.ts';
import { childrenOf, findFile, findFolder } from '../tree/tree-lookup.ts';
import { searchedLabelIn } from './menu-words.ts';
import type { NodeReader } from './node-reader.ts';

/** What the boot menus of a folder expect of the volume. */
export interface ExpectedVolume {
  /** Volume labels they look for, the most frequent first. */
  readonly labels: readonly string[];
  /** They look for the volume by the date it was made (`archisosearchuuid`). */
  readonly byDate?: string | undefined;
}

const menuFiles = [
  'boot/grub/grub.cfg',
  'boot/grub/loopback.cfg',
  'boot/grub2/grub.cfg',
  'EFI/BOOT/grub.cfg',
  'EFI/fedora/grub.cfg',
  'EFI/debian/grub.cfg',
];
const menuFolders = [
  '',
  'isolinux',
  'syslinux',
  'boot/isolinux',
  'boot/syslinux',
  'boot/x86_64/loader',
  'loader/entries',
];

/** `root=live:CDLABEL=X`, `archisolabel=X`, `live:LABEL=X`, `inst.stage2=hd:LABEL=X` */
const labelPatterns = [/\b(?:CD)?LABEL=([^\s:"',]+)/g, /\barchisolabel=([^\s"']+)/g];

/** Looks into GRUB's, isolinux' and systemd-boot's menus. */
export async function expectedVolume(tree: Tree, read: NodeReader): Promise<ExpectedVolume> {
  const counts = new Map<string, number>();
  let byDate: string | undefined;
  for (const node of menuNodes(tree)) {
    const text = await read.text(node);
    for (const label of labelsIn(text)) counts.set(label, (counts.get(label) ?? 0) + 1);
    byDate ??= /\barchisosearchuuid=(\d{4}(?:-\d\d){6})/.exec(text)?.[1];
  }
  const labels = [...counts].sort((a, b) => b[1] - a[1]).map(([label]) => label);
  return { labels, byDate };
}

/** Files that are menus of GRUB, isolinux or systemd-boot. */
export function menuNodes(tree: Tree): number[] {
  const nodes = menuFiles.flatMap((path) => findFile(tree, path) ?? []);
  for (const path of menuFolders) {
    const folder = path === '' ? 0 : findFolder(tree, path);
    if (folder === undefined) continue;
    for (const node of childrenOf(tree, folder))
      if (tree.isFile(node) && /\.(cfg|conf)$/i.test(tree.textOf(node))) nodes.push(node);
  }
  return [...new Set(nodes)].slice(0, MOST_MENUS);
}

const MOST_MENUS = 60;

/** Labels with `\x20` for a space, as udev writes it; variables are none. */
function labelsIn(text: string): string[] {
  const found = labelPatterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, label]) => label ?? []),
  );
  return [...found, ...text.split('\n').flatMap(searchedLabel)]
    .map((label) =>
      label.replace(/\\x([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .filter((label) => !/[$%{}]/.test(label) && label.length <= 32);
}

/** GRUB's `search --no-floppy --label X --set root`. */
function searchedLabel(line: string): string[] {
  const place = searchedLabelIn(line);
  return place ? [line.slice(place.start, place.end)] : [];
}
