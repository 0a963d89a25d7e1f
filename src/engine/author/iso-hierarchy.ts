import { IsoNames, isoIdentifier, isoSortKey } from '../formats/iso9660/names.ts';
import { ByteNames } from '../tree/byte-names.ts';
import type { Tree } from '../tree/tree.ts';
import { type Hierarchy, orderNodes } from './hierarchy.ts';

export interface IsoHierarchy extends Hierarchy {
  /** Name without version, as a plain reader shows it. */
  nameOf(node: number): string;
}

/** The primary hierarchy. With Rock Ridge it holds every node; without, only files and folders. */
export function isoHierarchy(tree: Tree, withRockRidge: boolean, level = 3): IsoHierarchy {
  const identifiers = new ByteNames();
  identifiers.push('');
  let named = 1;
  const holds = (node: number) => withRockRidge || tree.isFile(node) || tree.isFolder(node);
  const order = orderNodes(tree, holds, (children) => {
    const names = new IsoNames(level);
    return children.map((node) => {
      const name = take(names, tree, node);
      // Nodes left out get an empty one, so that identifiers can be found by node.
      for (; named < node; named++) identifiers.push('');
      identifiers.push(isoIdentifier(name, tree.isFolder(node)));
      named++;
      return isoSortKey(name);
    });
  });
  return {
    name: 'iso9660',
    tree,
    ...order,
    identifierBytes: (node) => identifiers.lengthAt(node),
    writeIdentifier: (bytes, at, node) => identifiers.copyTo(bytes, at, node),
    nameOf: (node) => identifiers.bytesAt(node).replace(/\.?;1$/, ''),
  };
}

function take(names: IsoNames, tree: Tree, node: number): string {
  const text = tree.textOf(node);
  return tree.isFolder(node) ? names.directory(text) : names.file(text);
}
