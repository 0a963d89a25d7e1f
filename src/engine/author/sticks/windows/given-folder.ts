import { basename, resolve } from 'node:path';
import type { BootNote } from '../../../contract/events/boot-facts.ts';
import type { Loss } from '../../../contract/events/loss.ts';
import type { AuthorOptions } from '../../../contract/plan/plan.ts';
import { FileSource } from '../../content/file-source.ts';
import { ReadPool } from '../../content/read-pool.ts';
import { openFlags } from '../../content/source-file.ts';
import type { AuthorProgress } from '../../plan/author-progress.ts';
import { scanWith } from '../../plan/scan-with.ts';
import type { Tree } from '../../tree/tree.ts';
import { childrenOf } from '../../tree/tree-lookup.ts';
import { AddedFolder } from '../added-files.ts';

/** A folder whose files come to those of a stick. */
export interface GivenFolder {
  readonly name: string;
  readonly files: AddedFolder;
  readonly losses: readonly Loss[];
  readonly fileCount: number;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Links in it are followed: only what they lead to is of use. @throws Failure as `scanFolder` */
export async function givenFolder(
  folder: string,
  { oneFileSystem, exclude }: Pick<AuthorOptions, 'oneFileSystem' | 'exclude'>,
  progress: AuthorProgress,
): Promise<GivenFolder> {
  const pool = new ReadPool(openFlags(true));
  const options = { followLinks: true, exclude, oneFileSystem, ownOutputs: [], closed: progress.closed };
  const { tree, losses } = await scanWith(pool, folder, options, { ...progress, ownOutputs: [] });
  const root = resolve(folder);
  const source = new FileSource(root, tree, true, undefined, pool);
  const used: number[] = [];
  const files = filesOf(tree, 0, source, used);
  return {
    name: basename(root),
    files,
    losses: losses.map((loss) => ({ ...loss, path: `${root}${loss.path}` })),
    fileCount: used.length,
    settle: () => source.settle(Uint32Array.from(used)),
    close: () => source.close(),
  };
}

function filesOf(tree: Tree, folder: number, source: FileSource, used: number[]): AddedFolder {
  const files = new AddedFolder();
  for (const node of childrenOf(tree, folder)) {
    if (tree.isFolder(node)) files.put(tree.textOf(node), filesOf(tree, node, source, used));
    if (!tree.isFile(node)) continue;
    used.push(node);
    const content = tree.sameAs.get(node) ?? node;
    files.put(tree.textOf(node), {
      sizeBytes: tree.sizeOf(node),
      content: { read: (atByte, into) => source.read([{ node: content, atByte, into }]) },
      replaces: true,
    });
  }
  return files;
}

/** For what is said of a plan. */
export function addedNote(code: 'drivers-added' | 'oem-added', { name, fileCount }: GivenFolder): BootNote {
  return { code, about: String(fileCount), also: name };
}
