import type { FileSource } from '../content/file-source.ts';
import type { Tree } from '../tree/tree.ts';

/** Reads from files of a tree before the image is planned. */
export interface NodeReader {
  /** @throws Failure `source-unreadable`, `source-truncated`, `source-changed` */
  read(node: number, atByte: number, lengthBytes: number): Promise<Uint8Array>;
  /** The whole file, or its first `mostBytes`. */
  content(node: number, mostBytes: number): Promise<Uint8Array>;
  text(node: number): Promise<string>;
}

const TEXT_BYTES = 256 << 10;

export function nodeReader(tree: Tree, source: Pick<FileSource, 'read'>): NodeReader {
  const read = async (node: number, atByte: number, lengthBytes: number): Promise<Uint8Array> => {
    const first = Math.min(atByte, tree.sizeOf(node));
    const into = new Uint8Array(Math.min(lengthBytes, tree.sizeOf(node) - first));
    if (into.length > 0) await source.read([{ node, atByte: first, into }]);
    return into;
  };
  return {
    read,
    content: (node, mostBytes) => read(node, 0, mostBytes),
    text: async (node) => new TextDecoder().decode(await read(node, 0, TEXT_BYTES)),
  };
}
