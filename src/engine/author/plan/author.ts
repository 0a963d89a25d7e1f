import { resolve } from 'node:path';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { FileSource } from '../content/file-source.ts';
import { ReadPool } from '../content/read-pool.ts';
import { openFlags } from '../content/source-file.ts';
import { labelsOf } from '../iso/label.ts';
import { attributeLosses } from '../tree/attributes.ts';
import type { AuthorProgress } from './author-progress.ts';
import { authorTree } from './author-tree.ts';
import type { AuthoredImage } from './authored-image.ts';
import { checkedOptions } from './check-options.ts';
import { openOriginal } from './open-original.ts';
import { scanWith } from './scan-with.ts';
import { closedWith, scanOptions, silent } from './scanned-as.ts';

/**
 * Plans `folder` as an image: ISO 9660 level 3 with Rock Ridge and Joliet as the options say. Nothing is written.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `usage` (label), `not-encodable`,
 *   `stopped`; of the original image those of `openOriginal`
 */
export async function authorFolder(
  folder: string,
  asked: AuthorOptions,
  progress: AuthorProgress,
): Promise<AuthoredImage> {
  const options = checkedOptions(asked);
  const root = resolve(folder);
  if (options.label !== undefined) labelsOf(root, options.label, options.joliet);
  const pool = new ReadPool(openFlags(options.followLinks));
  const asScanned = {
    ...scanOptions(options),
    ownOutputs: progress.ownOutputs ?? [],
    closed: progress.closed,
    plainOwners: progress.plainOwners,
  };
  const { tree, losses, apart, excluded } = await scanWith(pool, folder, asScanned, progress);
  const source = new FileSource(root, tree, options.followLinks, options.padChanged, pool);
  const { bootFrom } = options;
  const original = bootFrom === undefined ? undefined : await openOriginal(bootFrom, {}, silent(progress));
  try {
    const isWhole = apart.every(({ reason }) => reason === 'own-output');
    const attributes = attributeLosses(root, tree, { ...options, isWhole, signal: progress.signal });
    const found = { name: root, tree, losses, attributes, apart, excluded, source, original };
    const image = await authorTree(found, options, progress);
    return original ? closedWith(image, original) : image;
  } catch (error) {
    await Promise.all([source.close(), original?.image.close()]);
    throw error;
  }
}
