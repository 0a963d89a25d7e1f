import { wordSum } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { Tree } from '../tree/tree.ts';
import { firstFile } from '../tree/tree-lookup.ts';
import type { NodeReader } from './node-reader.ts';

const paths = [
  'isolinux/boot.cat',
  'boot.catalog',
  'boot.cat',
  'boot/boot.cat',
  'boot/grub/boot.cat',
  'syslinux/boot.cat',
  'boot/syslinux/boot.cat',
  'boot/isolinux/boot.cat',
  'boot/x86_64/loader/boot.cat',
];

/** The catalogue of the medium a folder was taken from, one sector long: it speaks of places that are no more. */
export async function oldCatalogue(tree: Tree, read: NodeReader): Promise<number | undefined> {
  const node = firstFile(tree, paths);
  if (node === undefined || tree.sizeBytes[node] !== SECTOR_BYTES) return undefined;
  const bytes = await read.content(node, SECTOR_BYTES);
  const isCatalogue = bytes[0] === 1 && bytes[30] === 0x55 && bytes[31] === 0xaa && wordSum(bytes) === 0;
  return isCatalogue ? node : undefined;
}
