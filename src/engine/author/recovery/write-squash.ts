import { offsetsOf } from '../../bytes/codec/struct.ts';
import { fragmentEntry } from '../../bytes/formats/squashfs/inode.ts';
import { superblock } from '../../bytes/formats/squashfs/superblock.ts';
import { FileWriter } from './file-writer.ts';
import { type RootFolder, type RootTree, sortedChildren } from './root-tree.ts';
import { SquashData } from './squash-data.ts';
import { SquashInodes, type WrittenInode } from './squash-inodes.ts';
import { MetadataTable } from './squash-metadata.ts';
import { BEST_LEVEL, BLOCK_BYTES, BLOCK_LOG2 } from './squash-packing.ts';

const ZSTD = 6;
const NO_ATTRIBUTES = 0x0200;
/** So that it can stand on a device. */
const END_BYTES = 4096;

export interface SquashOptions {
  /** Unix seconds of everything in it. */
  readonly seconds: number;
  /** How hard zstd tries, up to 19; absent: as hard as it can. */
  readonly level?: number | undefined;
  readonly signal: AbortSignal;
  /** Bytes of files so far, before they are packed. */
  readonly onDone: (doneBytes: number) => void;
}

/**
 * A tree as squashfs 4.0, packed with zstd, everything root's. The same tree gives the same bytes. Memory: some blocks of a MiB, and the
 * tables.
 */
export async function writeSquash(path: string, tree: RootTree, options: SquashOptions): Promise<number> {
  const file = await FileWriter.create(path);
  try {
    await file.write(new Uint8Array(superblock.sizeBytes));
    const data = new SquashData(file, { ...options, level: options.level ?? BEST_LEVEL });
    const inodes = new SquashInodes(options.seconds);
    const number = inodes.nextNumber();
    const root = await writeFolder('', tree.root, { number, parent: 0 }, { data, inodes, options });
    await data.close();
    const tables = await writeTables(file, data, inodes);
    const usedBytes = file.atByte;
    await file.pad(END_BYTES);
    await file.writeAt(superblockBytes({ ...tables, usedBytes, root, seconds: options.seconds }), 0);
    return file.atByte;
  } finally {
    await file.close();
  }
}

interface Around {
  readonly data: SquashData;
  readonly inodes: SquashInodes;
  readonly options: SquashOptions;
}

/** Files before the folder that lists them. */
async function writeFolder(
  name: string,
  folder: RootFolder,
  own: { readonly number: number; readonly parent: number },
  around: Around,
): Promise<WrittenInode> {
  const { data, inodes, options } = around;
  const entries: WrittenInode[] = [];
  for (const [child, node] of sortedChildren(folder)) {
    options.signal.throwIfAborted();
    if (node.kind === 'link') entries.push(inodes.link(child, node.target));
    else if (node.kind === 'file') entries.push(inodes.file(child, node.mode, await data.add(node.content)));
    else
      entries.push(
        await writeFolder(child, node, { number: inodes.nextNumber(), parent: own.number }, around),
      );
  }
  // A root is in no folder: the number behind the last one says so.
  const parent = own.parent === 0 ? inodes.count + 1 : own.parent;
  return inodes.folder(name, folder.mode, { number: own.number, parent }, entries);
}

interface Tables {
  readonly inodes: number;
  readonly fragments: number;
  readonly inodeTableByte: number;
  readonly directoryTableByte: number;
  readonly fragmentTableByte: number;
  readonly idTableByte: number;
}

async function writeTables(file: FileWriter, data: SquashData, inodes: SquashInodes): Promise<Tables> {
  const inodeTableByte = file.atByte;
  await file.write(inodes.inodes.close());
  const directoryTableByte = file.atByte;
  await file.write(inodes.listings.close());
  const entries = data.fragments.map(({ startByte, word }) =>
    fragmentEntry.encode({ startByte, length: word, unused: 0 }),
  );
  const fragmentTableByte = await writeIndexed(file, entries);
  // The one owner there is: root.
  const idTableByte = await writeIndexed(file, [new Uint8Array(4)]);
  const count = { inodes: inodes.count, fragments: data.fragments.length };
  return { ...count, inodeTableByte, directoryTableByte, fragmentTableByte, idTableByte };
}

/** A table in blocks, and behind them where each block lies: resolves with the place of that list. squashfs.rst §3.5, §3.6 */
async function writeIndexed(file: FileWriter, entries: readonly Uint8Array[]): Promise<number> {
  const table = new MetadataTable();
  for (const entry of entries) table.add(entry);
  const bytes = table.close();
  const startByte = file.atByte;
  await file.write(bytes);
  const listByte = file.atByte;
  const list = new Uint8Array(8 * table.blockBytes.length);
  const view = new DataView(list.buffer);
  for (const [index, at] of table.blockBytes.entries())
    view.setBigUint64(8 * index, BigInt(startByte + at), true);
  await file.write(list);
  return listByte;
}

function superblockBytes(
  made: Tables & { readonly usedBytes: number; readonly root: WrittenInode; readonly seconds: number },
): Uint8Array {
  const { root, seconds, ...tables } = made;
  const bytes = superblock.encode({
    ...tables,
    madeAtSeconds: seconds,
    blockBytes: BLOCK_BYTES,
    blockLog2: BLOCK_LOG2,
    compressor: ZSTD,
    flags: NO_ATTRIBUTES,
    ids: 1,
    major: 4,
    minor: 0,
    root: root.spot.blockByte * 2 ** 16 + root.spot.offset,
    attributeTableByte: 0,
    exportTableByte: 0,
  });
  // All ones: there is no such table.
  const at = offsetsOf(superblock);
  for (const start of [at.attributeTableByte, at.exportTableByte]) bytes.fill(0xff, start, start + 8);
  return bytes;
}
