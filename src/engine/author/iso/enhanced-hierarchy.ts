import { writeLatin1 } from '../../bytes/codec/text.ts';
import { EnhancedNames } from '../../bytes/formats/iso9660/enhanced-names.ts';
import { mapInSteps, type Steps } from '../tree/cooperative.ts';
import { allShown, type HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import { type Hierarchy, orderNodes } from './hierarchy.ts';

/** The hierarchy of an enhanced volume: files and folders. Names are kept only where they differ from the folder's. */
export function* enhancedHierarchy(tree: Tree, hidden: HiddenNodes = allShown(tree)): Steps<Hierarchy> {
  const renamed = new Map<number, string>();
  const holds = (node: number) =>
    (tree.isFile(node) || tree.isFolder(node)) && node !== tree.movedHome && !hidden.has(node);
  const order = yield* orderNodes(tree, holds, (children) => {
    const names = new EnhancedNames();
    return mapInSteps(children, (node) => {
      const bytes = tree.nameOf(node);
      const name = names.take(bytes);
      if (name !== bytes) renamed.set(node, name);
      return name;
    });
  });
  const nameOf = (node: number) => renamed.get(node) ?? tree.nameOf(node);
  return {
    name: 'enhanced',
    tree,
    ...order,
    identifierBytes: (node) => nameOf(node).length,
    writeIdentifier: (bytes, at, node) => writeLatin1(bytes, at, nameOf(node)),
  };
}
