import { MAX_ONE_SECTION_BYTES } from '../../bytes/formats/iso9660/file-sections.ts';
import { MAX_JOLIET_UNITS } from '../../bytes/formats/joliet/names.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import type { Tree } from '../tree/tree.ts';

/** UDF costs a sector for each entry: so many (32 MiB) are given without a reason. */
const CHEAP_ENTRIES = 16_384;

/**
 * Whether an image gets UDF. When nobody said: yes, so that large files and long names are read everywhere; but not in a
 * hybrid image (its partition table wants the place of the last anchor), and not for many entries that do not need it.
 */
export function hasUdf(
  tree: Tree,
  { udf, iso9660 }: Pick<AuthorOptions, 'udf' | 'iso9660'>,
  isHybrid: boolean,
): boolean {
  if (iso9660 === false) return true;
  return udf ?? (!isHybrid && (tree.count <= CHEAP_ENTRIES || needsUdf(tree)));
}

/** True when Windows reads something only by UDF: a file over 4 GiB, a name that Joliet would cut. */
function needsUdf(tree: Tree): boolean {
  for (let node = 0; node < tree.count; node++) {
    if (tree.sizeOf(node) > MAX_ONE_SECTION_BYTES) return true;
    if (tree.nameBytes(node) > MAX_JOLIET_UNITS && tree.textOf(node).length > MAX_JOLIET_UNITS) return true;
  }
  return false;
}

/**
 * 16 hexadecimal digits that tell volumes apart, the same for the same input: the time, and a number made of the label and
 * the sizes of all files. UDF 1.02 §2.2.2.5.
 */
export function uniqueHexOf(tree: Tree, label: string, madeAt: number): string {
  let hash = 0x811c9dc5;
  const take = (value: number) => {
    hash = Math.imul(hash ^ (value >>> 0), 0x01000193) >>> 0;
  };
  for (let i = 0; i < label.length; i++) take(label.charCodeAt(i));
  for (let node = 0; node < tree.count; node++) take(tree.sizeOf(node) + node);
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
  return hex(madeAt) + hex(hash);
}
