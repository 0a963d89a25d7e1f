/** A name in a folder that is made. */
export interface ExtDirectoryEntry {
  readonly name: string;
  readonly inode: number;
  readonly kind: 'file' | 'folder';
}

const HEAD_BYTES = 8;
const KINDS = { file: 1, folder: 2 } as const;

/**
 * One block of a folder, struct ext4_dir_entry_2: the last entry reaches to its end, and an empty block is one entry of
 * nothing. Linux, Documentation/filesystems/ext4/directory.rst.
 */
export function extDirectoryBlock(entries: readonly ExtDirectoryEntry[], blockBytes: number): Uint8Array {
  const bytes = new Uint8Array(blockBytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [i, { name, inode, kind }] of entries.entries()) {
    const text = new TextEncoder().encode(name);
    const isLast = i === entries.length - 1;
    const length = isLast ? blockBytes - at : HEAD_BYTES + Math.ceil(text.length / 4) * 4;
    view.setUint32(at, inode, true);
    view.setUint16(at + 4, length, true);
    view.setUint8(at + 6, text.length);
    view.setUint8(at + 7, KINDS[kind]);
    bytes.set(text, at + HEAD_BYTES);
    at += length;
  }
  if (entries.length === 0) view.setUint16(4, blockBytes, true);
  return bytes;
}
