import { present } from '../../contract/failure/present.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Relocation } from './relocation.ts';

/**
 * Ordinals in the order their directories lie in: that of the path table. With relocated folders the root comes first, then
 * the folder that holds them, then each of them, deepest first, with everything in it: libarchive reads forward only, and
 * joins a placeholder with a folder that it has seen before.
 */
export function placeOrder(hierarchy: Hierarchy): Uint32Array {
  const { relocation, pathOrder } = hierarchy;
  if (!relocation) return pathOrder;
  const ranks = ranksOf(hierarchy, relocation);
  const ordinals = [...pathOrder].sort((a, b) => present(ranks[a]) - present(ranks[b]) || a - b);
  return Uint32Array.from(ordinals);
}

/** By ordinal. A folder has the rank of the one it is recorded in, unless it begins a group of its own. */
function ranksOf({ tree }: Hierarchy, { home, moved }: Relocation): Float64Array {
  const own = new Map<number, number>([
    [0, 0],
    [home, 1],
    ...moved.map((node, i) => [node, 1 + moved.length - i] as const),
  ]);
  const last = moved.length + 2;
  const ranks = new Float64Array(tree.folders.length);
  tree.folders.forEach((node, ordinal) => {
    const above = present(ranks[tree.ordinalOf(tree.parentOf(node))]);
    ranks[ordinal] = own.get(node) ?? (above === 0 ? last : above);
  });
  return ranks;
}
