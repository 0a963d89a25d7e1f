import { resolve } from 'node:path';
import type { ApartEntry } from '../../contract/events/apart.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthoredSource, AuthorOptions } from '../../contract/plan/plan.ts';
import type { Original } from '../boot/original.ts';
import type { ContentSource } from '../content/content-source.ts';
import { FileSource } from '../content/file-source.ts';
import { ImageSource } from '../content/image-source.ts';
import { ReadPool } from '../content/read-pool.ts';
import { openFlags } from '../content/source-file.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import { openOriginal } from '../plan/open-original.ts';
import { scanWith } from '../plan/scan-with.ts';
import type { Tree } from '../tree/tree.ts';

/** The files of a folder or of an image, and whatever makes that image start. */
export interface StickSource {
  readonly tree: Tree;
  readonly content: ContentSource;
  readonly losses: readonly Loss[];
  readonly apart: readonly ApartEntry[];
  readonly excluded: number;
  /** The label that the files had. */
  readonly label: string;
  readonly original?: Original;
}

/** @throws Failure as `scanFolder` and `openOriginal` */
export async function openStickSource(
  { kind, path, author }: AuthoredSource,
  progress: AuthorProgress,
): Promise<StickSource> {
  return kind === 'folder' ? ofFolder(path, author, progress) : ofImage(path, author, progress);
}

async function ofFolder(
  folder: string,
  { followLinks, exclude, oneFileSystem }: AuthorOptions,
  progress: AuthorProgress,
): Promise<StickSource> {
  const { ownOutputs = [], closed } = progress;
  const pool = new ReadPool(openFlags(followLinks));
  const options = { followLinks, exclude, oneFileSystem, ownOutputs, closed };
  const { tree, ...scan } = await scanWith(pool, folder, options, progress);
  const root = resolve(folder);
  const content = new FileSource(root, tree, followLinks, undefined, pool);
  return { ...scan, tree, content, label: root.slice(root.lastIndexOf('/') + 1) };
}

async function ofImage(
  path: string,
  { followLinks, exclude }: AuthorOptions,
  progress: AuthorProgress,
): Promise<StickSource> {
  if (followLinks) throw usageRefused({ reason: 'links-inside-image' });
  const opened = await openOriginal(path, { exclude }, progress);
  const { tree, losses, apart, excluded, label, image, contents } = opened;
  const content = new ImageSource(image, contents);
  return { tree, content, losses, apart, excluded, label, original: opened };
}
