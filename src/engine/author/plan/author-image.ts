import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { ImageSource } from '../content/image-source.ts';
import { likeOriginal } from '../iso/like-original.ts';
import type { AuthorProgress } from './author-progress.ts';
import { authorTree } from './author-tree.ts';
import type { AuthoredImage } from './authored-image.ts';
import { checkedOptions } from './check-options.ts';
import type { Edit } from './edit.ts';
import { editOriginal } from './edit-original.ts';
import type { LaidOutImage } from './laid-out-image.ts';
import { likeEdited } from './like-edited.ts';
import { type OpenedOriginal, openOriginal } from './open-original.ts';
import { closedWith, scanOptions, silent } from './scanned-as.ts';

/**
 * Plans the files of an opened image as a new image, after changes to them if there are any. What the old one's descriptor says is
 * said again, and it starts as the old one did, as far as nothing else was asked for.
 *
 * @throws Failure as `authorFolder`, `openOriginal` and `editOriginal`
 */
export async function authorImage(
  path: string,
  asked: AuthorOptions,
  progress: AuthorProgress,
  edit?: Edit,
): Promise<AuthoredImage> {
  const options = checkedOptions(asked);
  if (options.followLinks && !edit) throw usageRefused({ reason: 'links-inside-image' });
  const { bootFrom } = options;
  const other = bootFrom === undefined ? undefined : await openOriginal(bootFrom, {}, silent(progress));
  const scanned = edit ? { exclude: options.exclude } : scanOptions(options);
  const opened = await openOriginal(path, scanned, progress).catch(async (error: unknown) => {
    await other?.image.close();
    throw error;
  });
  try {
    const authored = edit
      ? await authorEdited(opened, { edit, options, other }, progress)
      : await authorOpened(opened, options, other, progress);
    return other ? closedWith(authored, other) : authored;
  } catch (error) {
    await Promise.all([opened.image.close(), other?.image.close()]);
    throw error;
  }
}

function authorOpened(
  opened: OpenedOriginal,
  options: AuthorOptions,
  other: OpenedOriginal | undefined,
  progress: AuthorProgress,
): Promise<LaidOutImage> {
  const source = new ImageSource(opened.image, opened.contents);
  const found = { ...opened, name: opened.path, source, original: other ?? opened };
  return authorTree(found, likeOriginal(options, opened), progress);
}

interface EditOrder {
  readonly edit: Edit;
  readonly options: AuthorOptions;
  readonly other: OpenedOriginal | undefined;
}

/** The same with changes. The old image is kept at hand, to tell what it was. */
async function authorEdited(
  opened: OpenedOriginal,
  { edit, options, other }: EditOrder,
  progress: AuthorProgress,
): Promise<LaidOutImage> {
  const scanned = { ...scanOptions(options), padChanged: options.padChanged };
  const found = await editOriginal(opened, edit, scanned, progress);
  try {
    const described = await likeEdited(likeOriginal(options, opened), opened);
    const tree = { ...found, name: opened.path, original: other ?? found.original };
    const authored = await authorTree(tree, described, progress);
    authored.edited = { before: opened.image, changes: found.applied, lists: found.listFacts };
    return authored;
  } catch (error) {
    await found.closeAdded();
    throw error;
  }
}
