import { CPIO_TRAILER, encodeCpioHead } from '../../bytes/formats/cpio/newc.ts';
import { FOLDER, LINK, REGULAR } from '../../bytes/formats/posix/file-mode.ts';
import { FileWriter } from './file-writer.ts';
import { type RootNode, type RootTree, sizeOf, sortedChildren } from './root-tree.ts';
import { storedChunks } from './stored-chunks.ts';

const CHUNK_BYTES = 1 << 20;
const WORD_BYTES = 4;
/** As cpio pads its archives. */
const END_BYTES = 512;

interface InitrdOptions {
  /** Unix seconds of everything in it. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** A tree as an initial file system (cpio newc), not packed: the kernel has it at once. @returns its size */
export async function writeInitrd(
  path: string,
  tree: RootTree,
  { seconds, signal }: InitrdOptions,
): Promise<number> {
  const file = await FileWriter.create(path);
  let inode = 0;
  const head = (name: string, mode: number, sizeBytes: number, links = 1): Promise<void> =>
    file.write(
      encodeCpioHead({ path: name, mode, inode: inode++, links, modifiedAtSeconds: seconds, sizeBytes }),
    );
  const writeNode = async (name: string, node: RootNode): Promise<void> => {
    if (node.kind === 'link') {
      await head(name, LINK | 0o777, node.target.length);
      await file.write(Buffer.from(node.target, 'latin1'));
      return file.pad(WORD_BYTES);
    }
    if (node.kind === 'file') {
      await head(name, REGULAR | node.mode, sizeOf(node.content));
      for await (const bytes of storedChunks(node.content, CHUNK_BYTES, signal)) await file.write(bytes);
      return file.pad(WORD_BYTES);
    }
    if (name !== '') await head(name, FOLDER | node.mode, 0, 2);
    for (const [child, inner] of sortedChildren(node))
      await writeNode(name === '' ? child : `${name}/${child}`, inner);
  };
  try {
    await writeNode('', tree.root);
    inode = 0;
    await file.write(
      encodeCpioHead({ path: CPIO_TRAILER, mode: 0, inode: 0, links: 1, modifiedAtSeconds: 0, sizeBytes: 0 }),
    );
    await file.pad(END_BYTES);
    return file.atByte;
  } finally {
    await file.close();
  }
}
