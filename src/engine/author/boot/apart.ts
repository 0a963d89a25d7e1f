import type { Tree } from '../tree/tree.ts';

/**
 * Makes a node a file of its own when it shares its content with other names: what is written into a boot image must
 * not show in them.
 */
export function setApart(tree: Tree, node: number): void {
  const first = tree.sameAs.get(node) ?? node;
  const others = [first, ...[...tree.sameAs].filter(([, of]) => of === first).map(([name]) => name)].filter(
    (name) => name !== node,
  );
  const [heir, ...rest] = others.sort((a, b) => a - b);
  if (heir === undefined) return;
  tree.sameAs.delete(node);
  tree.linkCount.delete(first);
  tree.sameAs.delete(heir);
  for (const name of rest) tree.sameAs.set(name, heir);
  if (rest.length > 0) tree.linkCount.set(heir, others.length);
}
