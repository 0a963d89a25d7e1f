import { createHash } from 'node:crypto';
import type { ListVerdict } from '../../../../../src/engine/contract/events/list-verdict.ts';
import type { Failure } from '../../../../../src/engine/contract/failure/failure.ts';
import { sourceDamaged } from '../../../../../src/engine/contract/failure/source-failures.ts';
import type { PlacedEntry, PlacedListing } from '../../../../../src/engine/read/browse/volume.ts';
import { checkedInside } from '../../../../../src/engine/read/checksum/inside/check-inside.ts';
import { type FoundInside, insideOf } from '../../../../../src/engine/read/checksum/inside/find-inside.ts';
import { fakeImage } from '../../../../fakes/fake-image.ts';

/** What stands in a folder: a file's text or its place, a folder, or a link (`-> target`). */
export type Node = Uint8Array | Place | Tree | Link | 'damaged';
export type Tree = Map<string, Node>;
export interface Place {
  readonly runs: PlacedEntry['runs'];
}
export interface Link {
  readonly target: string;
}

export const tree = (nodes: Readonly<Record<string, Node>>): Tree => new Map(Object.entries(nodes));
export const text = (content: string): Uint8Array => Buffer.from(content, 'latin1');
export const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex');
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** An image that holds the files of a tree one after the other, and a volume that shows them. */
export function fakeVolume(root: Tree, standard: PlacedListing['standard'] = 'rock-ridge') {
  const parts: Uint8Array[] = [];
  let endByte = 0;
  const places = new Map<Uint8Array, PlacedEntry['runs']>();
  const placeOf = (bytes: Uint8Array): PlacedEntry['runs'] => {
    const known = places.get(bytes);
    if (known) return known;
    const runs = bytes.length === 0 ? [] : [{ atByte: endByte, lengthBytes: bytes.length }];
    places.set(bytes, runs);
    parts.push(bytes);
    endByte += bytes.length;
    return runs;
  };
  const folders = new Map<PlacedEntry, Tree | 'damaged'>();
  let listed = 0;
  const entryOf = (name: string, node: Node): PlacedEntry => {
    const isFolder = node instanceof Map || node === 'damaged';
    const runs = isFolder || 'target' in node ? [] : 'runs' in node ? node.runs : placeOf(node);
    const entry: PlacedEntry = {
      name,
      type: isFolder ? 'dir' : 'target' in node ? 'symlink' : 'file',
      sizeBytes: runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
      identity: name,
      runs,
      ...(!isFolder && 'target' in node && { target: node.target }),
    };
    if (isFolder) folders.set(entry, node);
    return entry;
  };
  const volume: PlacedListing = {
    standard,
    label: 'x',
    root: entryOf('', root),
    async *list(folder) {
      listed++;
      const nodes = folders.get(folder);
      if (nodes === 'damaged') throw sourceDamaged('x.iso', 'directory-record');
      for (const [name, node] of nodes ?? []) yield entryOf(name, node);
    },
  };
  // Everything has its place before the image is read.
  const settle = (nodes: Tree, seen = new Set<Tree>()): void => {
    if (seen.has(nodes)) return;
    seen.add(nodes);
    for (const [name, node] of nodes) {
      if (node instanceof Map) settle(node, seen);
      else if (node !== 'damaged') entryOf(name, node);
    }
  };
  settle(root);
  const image = fakeImage(Buffer.concat([...parts, new Uint8Array(1)]));
  return { image, volume, places, listings: () => listed };
}

export interface Checked {
  readonly found: FoundInside;
  readonly verdicts: readonly ListVerdict[];
  readonly failure: Failure | undefined;
}

/** Finds the checksum files of a tree and reads the image to its end. `spoil` may change the bytes before. */
export async function check(
  volumes: readonly PlacedListing[],
  image: ReturnType<typeof fakeImage>,
  readBytes = 7001,
): Promise<Checked> {
  const options = { path: 'x.iso', signal: new AbortController().signal };
  const found = await insideOf(image, volumes, options);
  let verdicts: readonly ListVerdict[] = [];
  const checked = checkedInside(image, found, {
    ...options,
    onApart: () => undefined,
    onVerdicts(all) {
      verdicts = all;
    },
  });
  for (let at = 0; at < image.sizeBytes; at += readBytes) {
    const bytes = new Uint8Array(Math.min(readBytes, image.sizeBytes - at));
    await checked.read(at, bytes);
    checked.passed?.(bytes);
  }
  const failure = await checked.settle?.().then(
    () => undefined,
    (error: Failure) => error,
  );
  return { found, verdicts, failure };
}

/** The same of one tree. */
export function checkTree(root: Tree, standard?: PlacedListing['standard']): Promise<Checked> {
  const { image, volume } = fakeVolume(root, standard);
  return check([volume], image);
}
