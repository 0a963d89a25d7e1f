import { SECTOR_BYTES, sectorsFor } from '../../bytes/formats/iso9660/sector.ts';
import { lastNotBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import type { Extent } from '../../contract/ports/image.ts';
import type { Section } from '../layout/section.ts';
import type { Tree } from '../tree/tree.ts';
import type { ContentSource } from './content-source.ts';
import type { Piece } from './file-source.ts';

/** Where the contents of files go: one after the other, each from a sector of its own; hard links share one. */
export interface FilePlaces {
  /** Nodes with content, in order. */
  readonly nodes: Uint32Array;
  /** By node: first sector from the start of the files; 0 for what has no content. */
  readonly dataSector: Uint32Array;
  readonly sectors: number;
}

/** `last` is the node whose content lies behind all others. */
export function placeFiles(tree: Tree, last?: number): FilePlaces {
  const nodes = new Uint32Array(tree.count);
  const dataSector = new Uint32Array(tree.count);
  let used = 0;
  let sector = 0;
  const place = (node: number) => {
    dataSector[node] = sector;
    nodes[used++] = node;
    sector += sectorsFor(tree.storedBytes(node));
  };
  const isPlaced = (node: number) => tree.sizeBytes[node] === 0 || tree.sameAs.has(node);
  for (let node = 0; node < tree.count; node++) if (node !== last && !isPlaced(node)) place(node);
  if (last !== undefined && !isPlaced(last)) place(last);
  for (const [node, first] of tree.sameAs) dataSector[node] = present(dataSector[first]);
  return { nodes: nodes.slice(0, used), dataSector, sectors: sector };
}

/** The contents of all files. */
export function fileSection(tree: Tree, places: FilePlaces, source: Pick<ContentSource, 'read'>): Section {
  return {
    name: 'files',
    measure: () => places.sectors,
    render: () => ({
      read: (atByte, into) => source.read(piecesOf(tree, places, atByte, into)),
      extents: () => fileExtents(tree, places),
    }),
  };
}

/** Splits a range into parts of files; what lies between them becomes zeros at once. */
function piecesOf(tree: Tree, places: FilePlaces, atByte: number, into: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  const endByte = atByte + into.length;
  let at = atByte;
  for (let i = indexAt(places, atByte / SECTOR_BYTES); at < endByte; i++) {
    const node = present(places.nodes[i]);
    const startByte = present(places.dataSector[node]) * SECTOR_BYTES;
    const fileEnd = Math.min(startByte + tree.storedBytes(node), endByte);
    const paddedEnd = Math.min(startByte + sectorsFor(tree.storedBytes(node)) * SECTOR_BYTES, endByte);
    if (at < fileEnd)
      pieces.push({ node, atByte: at - startByte, into: into.subarray(at - atByte, fileEnd - atByte) });
    into.fill(0, Math.max(at, fileEnd) - atByte, paddedEnd - atByte);
    at = paddedEnd;
  }
  return pieces;
}

/** The last file that starts at or before a sector. */
function indexAt({ nodes, dataSector }: FilePlaces, sector: number): number {
  return lastNotBehind(nodes.length, (place) => present(dataSector[present(nodes[place])]) > sector);
}

function* fileExtents(tree: Tree, { nodes, dataSector }: FilePlaces): Generator<Extent> {
  for (const node of nodes) {
    const atByte = present(dataSector[node]) * SECTOR_BYTES;
    const lengthBytes = tree.storedBytes(node);
    const name = tree.pathOf(node);
    yield { atByte, lengthBytes, from: 'file', name };
    const padBytes = sectorsFor(lengthBytes) * SECTOR_BYTES - lengthBytes;
    if (padBytes > 0) yield { atByte: atByte + lengthBytes, lengthBytes: padBytes, from: 'zeros', name };
  }
}
