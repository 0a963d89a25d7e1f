import { writeLatin1 } from '../../bytes/codec/text.ts';
import { IsoNames, isoIdentifier, isoSortKey } from '../../bytes/formats/iso9660/names.ts';
import { ByteNames } from '../tree/byte-names.ts';
import { mapInSteps, type Steps } from '../tree/cooperative.ts';
import { allShown, type HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import { type Hierarchy, type Identifiers, type KeysOf, orderNodes } from './hierarchy.ts';
import { relocationOf } from './relocation.ts';

export interface IsoHierarchy extends Hierarchy {
  /** Name without version, as a plain reader shows it. */
  nameOf(node: number): string;
}

/** The primary hierarchy. With Rock Ridge it holds every node; without, only files and folders. */
export function* isoHierarchy(
  tree: Tree,
  withRockRidge: boolean,
  level = 3,
  hidden: HiddenNodes = allShown(tree),
): Steps<IsoHierarchy> {
  const relocation = withRockRidge ? relocationOf(tree, hidden) : undefined;
  const movedNames = new Map<number, string>();
  const identifiers = new ByteNames();
  identifiers.push('');
  let named = 1;
  const isUnused = (node: number) => node === tree.movedHome && !relocation;
  const holds = (node: number) =>
    (withRockRidge || tree.isFile(node) || tree.isFolder(node)) && !isUnused(node) && !hidden.has(node);
  const keysOf: KeysOf = (children, isHome) => {
    const names = new IsoNames(level);
    return mapInSteps(children, (node) => {
      const isDirectory = tree.isFolder(node) && (isHome || !relocation?.isMoved(node));
      const name = isDirectory ? names.directory(tree.textOf(node)) : names.file(tree.textOf(node));
      if (isHome) {
        movedNames.set(node, name);
        return name;
      }
      // Nodes left out get an empty one, so that identifiers can be found by node.
      for (; named < node; named++) identifiers.push('');
      identifiers.push(isoIdentifier(name, isDirectory));
      named++;
      return isoSortKey(name);
    });
  };
  const order = yield* orderNodes(tree, holds, keysOf, relocation);
  const inPlace: Identifiers = {
    identifierBytes: (node) => identifiers.lengthAt(node),
    writeIdentifier: (bytes, at, node) => identifiers.copyTo(bytes, at, node),
  };
  return {
    name: 'iso9660',
    tree,
    ...order,
    relocation,
    placeholders: inPlace,
    identifierBytes: (node) => movedNames.get(node)?.length ?? inPlace.identifierBytes(node),
    writeIdentifier: (bytes, at, node) => {
      const moved = movedNames.get(node);
      if (moved === undefined) inPlace.writeIdentifier(bytes, at, node);
      else writeLatin1(bytes, at, moved);
    },
    nameOf: (node) => identifiers.bytesAt(node).replace(/\.?;1$/, ''),
  };
}
