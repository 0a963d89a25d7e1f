import { writeUcs2 } from '../../bytes/codec/text.ts';
import { VERSION_SUFFIX } from '../../bytes/formats/iso9660/names.ts';
import { JolietNames } from '../../bytes/formats/joliet/names.ts';
import { mapInSteps, type Steps } from '../tree/cooperative.ts';
import { allShown, type HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import { type Hierarchy, orderNodes } from './hierarchy.ts';

export interface JolietHierarchy extends Hierarchy {
  /** Name without version. */
  nameOf(node: number): string;
  /** Length of that name. */
  nameUnits(node: number): number;
  /** Nodes whose name is not the one in the folder. */
  readonly renamed: ReadonlyMap<number, string>;
}

/** The Joliet hierarchy: files and folders. Names are kept only where they differ from the folder's. */
export function* jolietHierarchy(tree: Tree, hidden: HiddenNodes = allShown(tree)): Steps<JolietHierarchy> {
  const renamed = new Map<number, string>();
  const holds = (node: number) =>
    (tree.isFile(node) || tree.isFolder(node)) && node !== tree.movedHome && !hidden.has(node);
  const order = yield* orderNodes(tree, holds, (children) => {
    const names = new JolietNames();
    return mapInSteps(children, (node) => {
      const text = tree.textOf(node);
      const name = names.take(text);
      if (name !== text) renamed.set(node, name);
      return name;
    });
  });
  const nameOf = (node: number) => renamed.get(node) ?? tree.textOf(node);
  const suffix = (node: number) => (tree.isFolder(node) ? '' : VERSION_SUFFIX);
  const identifier = (node: number) => nameOf(node) + suffix(node);
  // Nearly all names: their bytes are their code units.
  const isPlain = (node: number) => !renamed.has(node) && tree.hasAsciiName(node);
  return {
    name: 'joliet',
    tree,
    ...order,
    identifierBytes: (node) =>
      2 * (isPlain(node) ? tree.nameBytes(node) + suffix(node).length : identifier(node).length),
    writeIdentifier: (bytes, at, node) => {
      if (!isPlain(node)) return writeUcs2(bytes, at, identifier(node));
      tree.copyWideName(bytes, at, node);
      writeUcs2(bytes, at + 2 * tree.nameBytes(node), suffix(node));
    },
    nameOf,
    nameUnits: (node) => (isPlain(node) ? tree.nameBytes(node) : nameOf(node).length),
    renamed,
  };
}
