import type { KeptListFacts } from '../../contract/events/edited.ts';
import { setApart } from '../boot/apart.ts';
import { isChecksumList, listLines } from '../content/checksum-lists.ts';
import type { EditedSource } from '../content/edited-source.ts';
import { type KeptLine, KeptList } from '../content/kept-list.ts';
import type { EditedTree } from '../tree/edited-tree.ts';
import { LinkTargets } from '../tree/link-target.ts';
import type { Tree } from '../tree/tree.ts';
import { childrenOf } from '../tree/tree-lookup.ts';

/** Of all lists of an image together. */
const MOST_BYTES = 32 << 20;
const MOST_LISTS = 16;

/** Checksum files of an original that are kept true, and what is to be said of them. */
export interface KeptLists {
  readonly lists: readonly KeptList[];
  readonly facts: readonly KeptListFacts[];
}

/** Finds the checksum files in the root of a changed tree that came with the original, and puts them in as they will be. */
export async function keptLists(
  original: Tree,
  edited: EditedTree,
  source: EditedSource,
): Promise<KeptLists> {
  const lists: KeptList[] = [];
  const facts: KeptListFacts[] = [];
  const { tree } = edited;
  const nodes = listNodes(edited);
  const trees = { original, links: new LinkTargets(original), edited, editedLinks: new LinkTargets(tree) };
  for (const [index, node] of nodes.entries()) {
    const bytes = new Uint8Array(tree.sizeOf(node));
    await source.read([{ node, atByte: 0, into: bytes }]);
    const { lines, rest } = listLines(Buffer.from(bytes.buffer).toString('latin1'));
    // Of two that name each other, one cannot be true.
    const later = new Set(nodes.slice(index));
    const kept = lines.map((line) => keptLine(line, trees, later));
    const left = kept.filter((line) => line !== undefined);
    const list = new KeptList({ tree, source }, withGaps(kept, lines), rest);
    setApart(tree, node);
    tree.sizeBytes[node] = list.sizeBytes;
    source.make(node, list);
    lists.push(list);
    const differing = left.filter(({ isOther, moved }) => isOther || moved !== undefined).length;
    const changedLines = differing + kept.length - left.length;
    if (changedLines > 0) facts.push({ path: tree.pathOf(node), changedLines, ...signatureOf(tree, node) });
  }
  return { lists, facts };
}

function listNodes({ tree, source }: EditedTree): number[] {
  const isList = (node: number) =>
    tree.isFile(node) &&
    tree.sizeOf(node) > 0 &&
    source[node] === 0 &&
    isChecksumList(tree.textOf(node)) &&
    ![...tree.made.values()].includes(node);
  let usedBytes = 0;
  const fits = (node: number) => {
    usedBytes += tree.sizeOf(node);
    return usedBytes <= MOST_BYTES;
  };
  return [...childrenOf(tree, 0)].filter((node) => isList(node) && fits(node)).slice(0, MOST_LISTS);
}

/** Undefined for a line about a file that is no more. */
function keptLine(line: KeptLine['line'], trees: Trees, later: ReadonlySet<number>): KeptLine | undefined {
  const { original, links, edited, editedLinks } = trees;
  const was = fileAt(original, links, line.path);
  const there = fileAt(edited.tree, editedLinks, line.path);
  if (there !== undefined) {
    const isSame = edited.source[there] === 0 && edited.node[there] === was;
    return { line, node: later.has(there) ? undefined : there, isOther: was !== undefined && !isSame };
  }
  if (was === undefined) return { line };
  const moved = edited.placeOf(was);
  return moved === undefined ? undefined : { line, node: moved, moved: edited.tree.bytePathOf(moved) };
}

/** Where paths lead, before and after the changes. */
interface Trees {
  readonly original: Tree;
  readonly links: LinkTargets;
  readonly edited: EditedTree;
  readonly editedLinks: LinkTargets;
}

function fileAt(tree: Tree, links: LinkTargets, path: string): number | undefined {
  const node = links.at(path);
  return node !== undefined && tree.isFile(node) ? node : undefined;
}

/** Lines that stay; what stood before one that goes is kept. */
function withGaps(kept: readonly (KeptLine | undefined)[], lines: readonly KeptLine['line'][]): KeptLine[] {
  let gap = '';
  return kept.flatMap((one, index) => {
    const before = gap + (lines[index]?.before ?? '');
    // The line end of a line that goes, goes with it.
    gap = one === undefined ? before.replace(/\n$/, '') : '';
    return one === undefined ? [] : [{ ...one, line: { ...one.line, before } }];
  });
}

function signatureOf(tree: Tree, node: number): { signature?: string } {
  const names = ['asc', 'sig', 'gpg', 'sign'].map((ending) => `${tree.nameOf(node)}.${ending}`);
  const found = [...childrenOf(tree, 0)].find((other) => names.includes(tree.nameOf(other)));
  return found === undefined ? {} : { signature: tree.pathOf(found) };
}
