import { menuNodes } from '../boot/live-label.ts';
import type { NodeReader } from '../boot/node-reader.ts';
import { isChecksumList, listWith } from '../content/checksum-lists.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf } from '../tree/tree-lookup.ts';
import { type AddedFile, AddedFolder, madeFile } from './added-files.ts';
import { type MenuWish, wishedMenu } from './menu-text.ts';

/** Larger ones are no menus, and no lists of files. */
const MOST_MENU_BYTES = 4 << 20;
const MOST_LIST_BYTES = 64 << 20;

/** Menus of a tree as wished, and the checksums that its own lists keep of them: nodes with their new content. */
export async function changedMenus(
  tree: Tree,
  read: NodeReader,
  wish: MenuWish,
): Promise<Map<number, AddedFile>> {
  const texts = new Map<number, Uint8Array>();
  for (const node of menuNodes(tree)) {
    if (tree.sizeOf(node) > MOST_MENU_BYTES) continue;
    const before = latin1(await read.content(node, MOST_MENU_BYTES));
    const after = wishedMenu(before, wish);
    if (after !== before) texts.set(node, Buffer.from(after, 'latin1'));
  }
  const lists = texts.size > 0 ? await changedLists(tree, read, texts) : [];
  return new Map([...texts, ...lists].map(([node, bytes]) => [node, madeFile(bytes)]));
}

async function changedLists(
  tree: Tree,
  read: NodeReader,
  texts: ReadonlyMap<number, Uint8Array>,
): Promise<[number, Uint8Array][]> {
  const byPath = new Map([...texts].map(([node, bytes]) => [tree.pathOf(node), bytes]));
  const lists: [number, Uint8Array][] = [];
  for (const node of childrenOf(tree, 0)) {
    const isList = tree.isFile(node) && isChecksumList(tree.textOf(node));
    if (!isList || tree.sizeOf(node) > MOST_LIST_BYTES) continue;
    const before = latin1(await read.content(node, MOST_LIST_BYTES));
    const after = listWith(before, (path) => byPath.get(path));
    if (after !== before) lists.push([node, Buffer.from(after, 'latin1')]);
  }
  return lists;
}

/** The same for the menus of an EFI boot image, whose files come to the tree. */
export async function wishedEfiMenus(folder: AddedFolder, wish: MenuWish): Promise<AddedFolder> {
  const wished = new AddedFolder();
  for (const { name, entry } of folder.entries()) {
    if (entry instanceof AddedFolder) wished.put(name, await wishedEfiMenus(entry, wish));
    else wished.put(name, /\.(?:cfg|conf)$/i.test(name) ? await wishedFile(entry, wish) : entry);
  }
  return wished;
}

async function wishedFile(file: AddedFile, wish: MenuWish): Promise<AddedFile> {
  if (file.sizeBytes > MOST_MENU_BYTES) return file;
  const bytes = new Uint8Array(file.sizeBytes);
  await file.content.read(0, bytes);
  const before = latin1(bytes);
  const after = wishedMenu(before, wish);
  return after === before ? file : madeFile(Buffer.from(after, 'latin1'));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
