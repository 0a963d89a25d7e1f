import type { AuthorOptions } from '../../contract/plan/plan.ts';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { ContentSource } from '../content/content-source.ts';
import { PackedFiles } from '../content/packed-files.ts';
import type { Tree } from '../tree/tree.ts';

/** Loaders read these themselves, and unpack nothing. */
const BOOT_FOLDERS =
  /^\/(boot|isolinux|syslinux|efi|loader|casper|live|install\.[a-z0-9]+|images|arch)(\/|$)/i;
const KERNELS = /\/(vmlinu[xz]|initrd|initramfs|bzimage|memtest)[^/]*$/i;

/** Packs the files of a tree as `zisofs` asks; nothing that starts a computer. Undefined when it was not asked for. */
export async function packTree(
  tree: Tree,
  source: ContentSource,
  { zisofs }: Pick<AuthorOptions, 'zisofs'>,
  boot: BootPlan,
  signal: AbortSignal,
): Promise<PackedFiles | undefined> {
  if (!zisofs) return undefined;
  const packed = new PackedFiles(tree, source);
  const isBoot = boot.entries.length > 0;
  const used = bootNodes(boot);
  await packed.measure((node) => {
    if (!isBoot) return false;
    const path = tree.pathOf(node);
    return used.has(node) || BOOT_FOLDERS.test(path) || KERNELS.test(path);
  }, signal);
  return packed;
}

/** Files of the tree that a boot plan speaks of; loaders and the catalogue among them have other bytes in the image. */
export function bootNodes({ entries, patches, catalogueNode, esp }: BootPlan): Set<number> {
  const images = [...entries, ...patches].map(({ image }) => image);
  const nodes = images.flatMap((image) => (image !== 'built-esp' && 'node' in image ? [image.node] : []));
  if (esp?.kind === 'file') nodes.push(esp.node);
  if (catalogueNode !== undefined) nodes.push(catalogueNode);
  return new Set(nodes);
}
